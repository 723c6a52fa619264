// The file of a run's moments: what is written is read again, and damaged files are refused in a sentence.
#include "app/jobs/training/run_moments.h"

#include <doctest/doctest.h>

#include "core/base/load_error.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

/// A copy of the model whose weight of the last layer is `value` everywhere.
std::shared_ptr<const nn::Model> with_value(const nn::Model& model, float value) {
    const int last = model.size() - 1;
    nn::Tensor weights = *model.node(last).weights.front();
    weights.values.assign(weights.values.size(), value);
    return std::make_shared<const nn::Model>(
        model.with_weight(last, 0, std::make_shared<const nn::Tensor>(std::move(weights))));
}

nn::Snapshots some_moments(const nn::Model& model, int count) {
    nn::Snapshots snapshots;
    for (int step = 0; step < count; ++step)
        snapshots.add({step, with_value(model, static_cast<float>(step)),
                       std::make_shared<const std::vector<nn::LayerSizes>>(
                           1, nn::LayerSizes{.node = 2, .gradient = .5, .update = .25, .weights = step + 1.0})});
    return snapshots;
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

TEST_CASE("only the weights that differ are written, and all moments are read again") {
    const nn::Model model = nn::plain_model(1);
    const nn::Snapshots snapshots = some_moments(model, 5);
    const std::string bytes = encode_moments(snapshots);
    // Of 101,770 parameters only the last kernel of 128 x 10 differs: 5 moments of 5,120 bytes.
    CHECK(bytes.size() > 5 * 5120);
    CHECK(bytes.size() < 5 * 5120 + 400);
    const nn::Snapshots read = decode_moments(bytes_of(bytes), *snapshots.all().back().model, "m");
    REQUIRE(read.all().size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
        const nn::Model& before = *snapshots.all()[i].model;
        for (int node = 0; node < before.size(); ++node)
            for (std::size_t w = 0; w < before.node(node).weights.size(); ++w)
                CHECK(*read.all()[i].model->node(node).weights[w] == *before.node(node).weights[w]);
        REQUIRE(read.all()[i].sizes != nullptr);
        CHECK(read.all()[i].sizes->front().weights == static_cast<double>(i) + 1);
        CHECK(read.all()[i].sizes->front().node == 2);
    }
}

TEST_CASE("moments that are too large are thinned, with the first and the last among them") {
    const nn::Model model = nn::plain_model(1);
    const std::size_t limit = nn::Snapshots::limit_for(model, kMaxMomentsBytes);
    CHECK(limit == 78);  // 407,080 bytes each
    const nn::Snapshots snapshots = some_moments(model, 100);
    const nn::Snapshots read = decode_moments(bytes_of(encode_moments(snapshots)), *snapshots.all().back().model, "m");
    CHECK(read.all().size() <= limit);
    CHECK(read.all().front().step == 0);
    CHECK(read.all().back().step == snapshots.all().back().step);
}

TEST_CASE("a file that is cut off, foreign or of another model is refused") {
    const nn::Model model = nn::plain_model(1);
    const nn::Snapshots snapshots = some_moments(model, 3);
    const nn::Model& last = *snapshots.all().back().model;
    const std::string bytes = encode_moments(snapshots);
    for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 1 : 997)
        CHECK_THROWS_AS(decode_moments(bytes_of(bytes.substr(0, size)), last, "m"), LoadError);
    CHECK_THROWS_WITH_AS(decode_moments(bytes_of(bytes + "x"), last, "m"), doctest::Contains("after its end"),
                         LoadError);
    CHECK_THROWS_WITH_AS(decode_moments(bytes_of("no moments at all"), last, "m"),
                         doctest::Contains("not a file of moments"), LoadError);
    CHECK_THROWS_WITH_AS(decode_moments(bytes_of(bytes), nn::course_model(1), "m"), doctest::Contains("other weights"),
                         LoadError);
}

}  // namespace convscope
