// A survey of the pictures that excite each map: for every channel of every layer, the pictures with its largest values
// and their places, its mean for each class, and the number of pictures on which it is active.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// A picture on which a channel has one of its largest values.
struct TopPicture {
    std::int64_t example = 0;       ///< its number in the data set
    float value = 0;                ///< the channel's largest value on it
    std::int64_t row = 0, col = 0;  ///< the first place with this value
    bool operator==(const TopPicture&) const = default;
};

struct ChannelSurvey {
    std::vector<TopPicture> top;     ///< the largest values first; if values are equal, the earlier example first
    std::vector<float> class_means;  ///< mean over all places of a class's pictures; 0 for a class without pictures
    std::int64_t active = 0;         ///< the number of pictures with a value above 0
};

struct Survey {
    /// For each node its channels; empty for an Input.
    std::vector<std::vector<ChannelSurvey>> nodes;
    std::int64_t examples = 0;
    std::vector<std::int64_t> class_sizes;  ///< the number of pictures of each class
};

inline constexpr std::size_t kTopPictures = 9;

/// Runs the edited model on all pictures. They go into the first input; other inputs are 0. NaN counts as the smallest
/// value. Calls `keep_going` with the finished fraction between batches; if it returns false, returns nullopt. Throws
/// ModelError if the model's first input does not take the data set's pictures.
std::optional<Survey> survey(const Model& model, const Edits& edits, const Dataset& data,
                             const std::function<bool(double)>& keep_going = {});

/// A picture with activations like those of another.
struct SimilarPicture {
    std::int64_t example = 0;
    /// The cosine of the angle between both activations: 1 for equal directions, 0 if one is 0 everywhere.
    float similarity = 0;
};

/// The `count` pictures for which the node's activation is most similar to `values`, the most similar first.
/// `keep_going` and errors are as in survey().
std::optional<std::vector<SimilarPicture>> similar_pictures(const Model& model, const Edits& edits, const Dataset& data,
                                                            int node, std::span<const float> values, std::size_t count,
                                                            const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
