// The rows of the course's figure: which three inputs they show, and the activations of each with the what-if edits.
// Draws nothing.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/document/network.h"
#include "app/jobs/network_engine.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/dataset.h"

namespace convscope {

class FigureRows {
  public:
    static constexpr std::size_t kCount = nn::kCourseTestImages.size();

    /// `samples` holds the sample inputs, one .png each. `wake` as for JobQueue.
    FigureRows(std::filesystem::path samples, const std::function<void()>& wake)
        : samples_(std::move(samples)), engines_{NetworkEngine(wake), NetworkEngine(wake), NetworkEngine(wake)} {}

    /// Computes what has changed, or starts to. Call once per frame; while the rows are not `shown` only what is under
    /// way is taken over.
    void update(const Network& network, const OpenDataset& dataset, bool shown);
    bool busy() const;
    bool finished() const;

    /// Shows the input in this row instead of the course's.
    void choose(std::size_t row, NetworkInput input) { chosen_.at(row) = std::move(input); }
    void reset() { chosen_ = {}; }
    bool is_course() const { return chosen_ == decltype(chosen_){}; }

    const NetworkInput& input(std::size_t row) const { return chosen_.at(row) ? *chosen_.at(row) : course_.at(row); }
    const NetworkResults& results(std::size_t row) const { return engines_.at(row).results(); }
    /// All rows are there, of this model.
    bool is_ready(const std::shared_ptr<const nn::Model>& model) const;
    /// Grows with every result of any row.
    std::uint64_t revision() const;
    /// Why there are no rows; empty when nothing is wrong.
    std::string problem() const;

  private:
    void find_course_inputs(const OpenDataset& dataset);
    void make_tensors(const std::shared_ptr<const nn::Model>& model);

    std::filesystem::path samples_;
    std::string problem_;
    std::array<NetworkInput, kCount> course_;
    std::shared_ptr<const nn::Dataset> course_of_;
    bool course_found_ = false;
    std::array<std::optional<NetworkInput>, kCount> chosen_;

    // The input tensors, made again when what they are made of changes.
    std::array<NetworkInput, kCount> made_of_;
    std::shared_ptr<const nn::Model> made_for_;
    std::array<nn::SharedTensor, kCount> tensors_;
    std::array<NetworkEngine, kCount> engines_;
};

}  // namespace convscope
