// Two models on one input, side by side: their answers, accuracies, parameters and work.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/jobs/network/accuracy_meter.h"
#include "app/jobs/network/input_maker.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

class ModelsPage {
  public:
    /// `models` is the folder of the shipped models.
    ModelsPage(std::filesystem::path models, const std::function<void()>& wake)
        : models_(std::move(models)), input_maker_(wake), meter_(wake) {}

    /// Stores measured accuracies, and remembers which model was open before. Call once per frame.
    void update(const OpenModel& open, const std::shared_ptr<const nn::Dataset>& dataset);
    /// Makes the second model's input from the first model's picture, in a job if that takes long. Call once in each
    /// frame that shows the page.
    void prepare(const NetworkInput& input, const std::shared_ptr<const nn::Model>& other);
    /// The second model's input; null if it takes no picture, or while the input is still being made.
    nn::SharedTensor input() const { return input_is_ready_ ? input_maker_.painted() : nullptr; }

    /// Cuts the used part off the top of `area`.
    void show(Scene& scene, Rect& area);
    bool busy() const { return input_maker_.busy() || meter_.busy(); }
    bool finished() const { return input_maker_.finished() || meter_.finished(); }

    /// Facts about a model that do not depend on its input; found once for each model and language.
    struct Facts {
        std::shared_ptr<const nn::Model> model;
        std::string language;  ///< of the texts
        std::string parameters, work, layers;
        std::optional<double> accuracy;  ///< of a shipped model on Fashion-MNIST's test images
    };
    /// The texts and values that are shown for one of the two models.
    struct Side {
        std::string name;
        std::span<const float> answer;                      ///< one value per class; empty until it is computed
        nn::AnswerUnit unit = nn::AnswerUnit::probability;  ///< of `answer`
        std::string accuracy, accuracy_note;
    };
    // For tests: the values on screen.
    const Facts& facts(std::size_t side) const { return facts_.at(side); }
    const Side& side(std::size_t side) const { return sides_.at(side); }
    const std::string& verdict() const { return verdict_; }

  private:
    static constexpr std::size_t kSides = 2;
    void find_facts(Facts& facts, const OpenModel& open) const;
    Side make_side(const Scene& scene, const OpenModel& open, const nn::Trace* trace, const Facts& facts) const;
    /// True if both models have the same likeliest class, or if one of them has no answer.
    bool agree() const;
    std::string verdict_of(const Scene& scene) const;
    std::string label(std::size_t index) const;
    std::vector<std::size_t> shown_classes() const;
    void request_second(Scene& scene);

    void lay_out(const Ui& ui, float width);
    /// The place of a side's cell in a line.
    Rect cell(Rect line, std::size_t side) const;
    void show_names(Scene& scene, Rect line);
    void choose_second(Scene& scene, Rect place);
    void show_answers(Ui& ui, Rect& area) const;
    void show_accuracy(Scene& scene, Rect line);
    void show_facts(Ui& ui, Rect& area) const;

    std::filesystem::path models_;
    std::shared_ptr<const nn::Dataset> dataset_;
    OpenModel last_open_;      ///< the first model in the last frame
    OpenModel opened_before_;  ///< the user's own model that was the first model before last_open_
    std::shared_ptr<const nn::Model> requested_for_;  ///< the first model for which a second one was requested

    InputMaker input_maker_;
    bool input_is_ready_ = false;
    std::string problem_;  ///< the reason why the second model cannot take the picture

    std::array<Facts, kSides> facts_;
    std::array<Side, kSides> sides_;
    std::string verdict_;
    float label_width_ = 0, cell_width_ = 0, gap_ = 0;
    AccuracyMeter meter_;
};

}  // namespace convscope
