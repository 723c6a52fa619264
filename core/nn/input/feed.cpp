#include "core/nn/input/feed.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "core/base/random.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/model/edits.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

namespace {

/// A number of the standard normal distribution, made from two uniform numbers (Box and Muller 1958).
float normal_number(std::uint64_t seed, std::uint64_t index) {
    const double first = 1 - static_cast<double>(random_unit(seed, 2 * index));  // above 0, for the logarithm
    const auto second = static_cast<double>(random_unit(seed, 2 * index + 1));
    return static_cast<float>(std::sqrt(-2 * std::log(first)) * std::cos(2 * std::numbers::pi * second));
}

bool has_values(const Feed& feed) {
    return feed.source == FeedSource::numbers || feed.source == FeedSource::file;
}

const Shape& declared_shape(const Model& model, std::size_t which) {
    return model.node(model.inputs().at(which)).declared_shape();
}

}  // namespace

bool Feed::operator==(const Feed& other) const {
    const auto origin = [](const Feed& f) { return std::tie(f.source, f.seed, f.file, f.example); };
    return origin(*this) == origin(other) && same_values(values, other.values);
}

std::vector<float> normal_numbers(std::int64_t seed, std::int64_t count) {
    std::vector<float> numbers(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = normal_number(static_cast<std::uint64_t>(seed), i);
    return numbers;
}

std::int64_t examples_in(const Feed& feed, std::int64_t count) {
    if (!has_values(feed)) return 1;
    const std::int64_t values = feed.values ? std::ssize(feed.values->values) : 0;
    return values % count == 0 ? values / count : 0;
}

Feed default_feed(const Model& model, std::size_t which) {
    if (takes_picture(model)) return {};
    return {.source = FeedSource::random, .seed = static_cast<std::int64_t>(which) + 1};
}

Feed feed_of(const Feeds& feeds, const Model& model, std::size_t which) {
    const auto found = feeds.find(model.node(model.inputs().at(which)).name);
    if (found == feeds.end()) return default_feed(model, which);
    const std::int64_t examples = examples_in(found->second, declared_shape(model, which).count());
    if (examples == 0) return default_feed(model, which);
    Feed feed = found->second;
    feed.example = std::clamp<std::int64_t>(feed.example, 0, examples - 1);
    return feed;
}

Tensor feed_tensor(const Feed& feed, const Shape& declared) {
    const std::int64_t count = declared.count();
    if (feed.source == FeedSource::random) return {declared, normal_numbers(feed.seed, count)};
    if (!has_values(feed)) return {declared, std::vector<float>(static_cast<std::size_t>(count), 0.0F)};
    const auto first = feed.values->values.begin() + feed.example * count;
    return {declared, std::vector<float>(first, first + count)};
}

Feed with_value(const Feed& feed, const Shape& declared, std::int64_t index, float value) {
    Tensor tensor = feed_tensor(feed, declared);
    tensor.values.at(static_cast<std::size_t>(index)) = value;
    return {.source = FeedSource::numbers, .values = std::make_shared<const Tensor>(std::move(tensor))};
}

std::string feed_text(const Feed& feed, const Shape& declared) {
    if (feed.source == FeedSource::zeros) return tr("zeros");
    if (feed.source == FeedSource::random) return tr("random numbers, seed {}", feed.seed);
    std::string text = feed.source == FeedSource::file ? feed.file.filename().string()
                                                       : tr_count(declared.count(), "{} number", "{} numbers");
    const std::int64_t examples = examples_in(feed, declared.count());
    return examples > 1 ? tr("{}, example {} of {}", text, feed.example + 1, examples) : text;
}

void set_feeds(Plan& plan, const Feeds& feeds) {
    const Model& model = plan.model();
    for (std::size_t which = takes_picture(model) ? 1 : 0; which < model.inputs().size(); ++which) {
        const std::vector<float> one = feed_tensor(feed_of(feeds, model, which), declared_shape(model, which)).values;
        std::vector<float> all;
        all.reserve(one.size() * static_cast<std::size_t>(plan.batch()));
        for (std::int64_t n = 0; n < plan.batch(); ++n) all.insert(all.end(), one.begin(), one.end());
        plan.set_input(which, all);
    }
}

}  // namespace convscope::nn
