// The values of a model's input that takes no picture: the user's numbers, random numbers or zeros. Must not include a
// file format: core/io reads feeds from files.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

class Plan;

enum class FeedSource { zeros, random, numbers, file };
inline constexpr std::array<std::string_view, 4> kFeedSourceNames{"zeros", "random", "numbers", "file"};

/// The largest seed of random numbers; the smallest is 0.
inline constexpr std::int64_t kMaxSeed = 999'999;

/// One input's values, for any model that has such an input.
struct Feed {
    FeedSource source = FeedSource::zeros;
    std::int64_t seed = 1;       ///< seed of random numbers
    std::filesystem::path file;  ///< the file of FeedSource::file
    /// The values of the sources `numbers` and `file`, in the order of the input's values: one or more examples, one
    /// after the other. Null for the other sources.
    SharedTensor values;
    std::int64_t example = 0;  ///< the number of the example that the input gets

    bool operator==(const Feed& other) const;
};
/// Feeds by the inputs' names. An input without an entry gets its default_feed().
using Feeds = std::map<std::string, Feed>;

/// `count` numbers of the standard normal distribution (mean 0, deviation 1). A seed always gives the same numbers.
std::vector<float> normal_numbers(std::int64_t seed, std::int64_t count);
/// The number of examples of `count` values in the feed; 1 for zeros and random numbers; 0 if the feed's values are not
/// whole examples of that size.
std::int64_t examples_in(const Feed& feed, std::int64_t count);

/// The feed of an input for which the user has given none: zeros if the model also takes a picture; otherwise random
/// numbers whose seed is the input's number, counted from 1. `which` is an index into Model::inputs().
Feed default_feed(const Model& model, std::size_t which);
/// The user's feed for an input or, if there is none that fits, default_feed().
Feed feed_of(const Feeds& feeds, const Model& model, std::size_t which);
/// The input's values in the declared shape. `feed` must fit it.
Tensor feed_tensor(const Feed& feed, const Shape& declared);
/// The feed with one value of its example changed. Its source becomes `numbers`, with the values of this example.
Feed with_value(const Feed& feed, const Shape& declared, std::int64_t index, float value);
/// The source of the values in a few words: "zeros", "random numbers, seed 1", "4 numbers", "latent.npy, example 2 of
/// 16".
std::string feed_text(const Feed& feed, const Shape& declared);

/// Gives every input of the plan its feed, except a first input that takes the picture. All examples of the batch get
/// the same values.
void set_feeds(Plan& plan, const Feeds& feeds);

}  // namespace convscope::nn
