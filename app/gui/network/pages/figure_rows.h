// The rows of the course's figure: the three inputs, and the activations of each with the document's edits.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/document/network/network.h"
#include "app/jobs/network/feed_maker.h"
#include "app/jobs/network/network_engine.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/dataset.h"

namespace convscope {

class FigureRows {
  public:
    static constexpr std::size_t kCount = nn::kCourseTestImages.size();

    /// `samples` is the folder of the sample inputs (.png). `wake` is called when a job has finished (see JobQueue).
    FigureRows(std::filesystem::path samples, const std::function<void()>& wake)
        : samples_(std::move(samples)), engines_{NetworkEngine(wake), NetworkEngine(wake), NetworkEngine(wake)} {}

    /// Recomputes the rows whose input, model or edits have changed, in a job if that takes long. If `shown` is false,
    /// it only stores the results of finished jobs. Call once per frame.
    void update(const Network& network, const OpenDataset& dataset, bool shown);
    bool busy() const;
    bool finished() const;

    /// Replaces the course's input of this row.
    void choose(std::size_t row, NetworkInput input) { chosen_.at(row) = std::move(input); }
    /// Shows the course's inputs again.
    void reset() { chosen_ = {}; }
    bool is_course() const { return chosen_ == decltype(chosen_){}; }

    const NetworkInput& input(std::size_t row) const { return chosen_.at(row) ? *chosen_.at(row) : course_.at(row); }
    const NetworkResults& results(std::size_t row) const { return engines_.at(row).results(); }
    /// True if all rows have results, computed with this model.
    bool is_ready(const std::shared_ptr<const nn::Model>& model) const;
    /// Increases whenever a row has a new result.
    std::uint64_t revision() const;
    /// The reason why there are no results; empty if there is no problem.
    std::string problem() const;

  private:
    void find_course_inputs(const OpenDataset& dataset);
    void make_tensors(const std::shared_ptr<const nn::Model>& model);

    std::filesystem::path samples_;
    FeedMaker feed_maker_;
    std::string problem_;
    std::array<NetworkInput, kCount> course_;
    std::shared_ptr<const nn::Dataset> course_dataset_;
    bool course_found_ = false;
    std::array<std::optional<NetworkInput>, kCount> chosen_;

    // The input tensors, and the inputs and model that they were made from.
    std::array<NetworkInput, kCount> tensor_inputs_;
    std::shared_ptr<const nn::Model> tensor_model_;
    std::array<nn::SharedTensor, kCount> tensors_;
    std::array<NetworkEngine, kCount> engines_;
};

}  // namespace convscope
