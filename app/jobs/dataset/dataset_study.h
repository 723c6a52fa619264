// Computations over all pictures of a data set, run in the background and cached: the survey of the maps, the answers,
// and the pictures with similar activations. Must not include documents or drawing: jobs work on values of the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/jobs/cached_job.h"
#include "core/nn/attribution/survey.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

/// A model with edits on a data set.
struct StudyKey {
    std::shared_ptr<const nn::Model> model;
    nn::Edits edits;
    std::shared_ptr<const nn::Dataset> data;
    bool operator==(const StudyKey&) const = default;
    /// True for the same model and data set, even if the edits differ.
    bool is_same_subject(const StudyKey& other) const { return model == other.model && data == other.data; }
};

/// A search for the pictures whose activations of a node are most similar to those of one example.
struct SimilarKey {
    StudyKey study;
    int node = 0;
    std::uint64_t revision = 0;  ///< changes whenever the example's activations change
    bool operator==(const SimilarKey&) const = default;
};
using SimilarPictures = std::vector<nn::SimilarPicture>;

class SurveyJob : public CachedJob<StudyKey, nn::Survey> {
  public:
    explicit SurveyJob(std::function<void()> wake) : CachedJob(std::move(wake), 3) {}
    void request(const StudyKey& key);
};

class AnswersJob : public CachedJob<StudyKey, nn::Evaluation> {
  public:
    explicit AnswersJob(std::function<void()> wake) : CachedJob(std::move(wake), 4) {}
    /// Models with more classes are not evaluated: their confusion matrix has too many cells.
    static constexpr std::int64_t kMaxClasses = 4096;
    void request(const StudyKey& key);
};

class SimilarJob : public CachedJob<SimilarKey, SimilarPictures> {
  public:
    explicit SimilarJob(std::function<void()> wake) : CachedJob(std::move(wake), 16) {}
    /// Finds the `count` most similar pictures. `values` are the example's activations of the node.
    void request(const SimilarKey& key, const std::vector<float>& values, std::size_t count);
};

}  // namespace convscope
