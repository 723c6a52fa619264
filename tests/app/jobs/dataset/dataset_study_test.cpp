#include "app/jobs/dataset/dataset_study.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Dataset> random_dataset(std::int64_t side, std::uint64_t count) {
    auto dataset = std::make_shared<nn::Dataset>();
    dataset->example = {side, side, 1};
    const auto pixels = static_cast<std::uint64_t>(side * side);
    for (std::uint64_t i = 0; i < count * pixels; ++i)
        dataset->images.push_back(static_cast<std::uint8_t>(random_bits(3, i) & 255U));
    for (std::uint64_t i = 0; i < count; ++i) dataset->labels.push_back(static_cast<std::uint16_t>(i % 3));
    return dataset;
}

StudyKey small_study(std::uint64_t count = 100) {
    return {.model = std::make_shared<const nn::Model>(samples::small_course(4)),
            .edits = {},
            .data = random_dataset(12, count)};
}

template <class Job>
void finish(Job& job, Bell& bell, int rings = 1) {
    bell.wait(rings);
    job.update();
    REQUIRE_FALSE(job.busy());
}

}  // namespace

TEST_CASE("a survey is computed once, in the background, and equals nn::survey()") {
    Bell bell;
    SurveyJob job(bell.ringer());
    const StudyKey key = small_study();
    CHECK(job.find(key) == nullptr);
    job.request(key);
    CHECK(job.busy());
    job.request(key);  // the same as the running one
    finish(job, bell);
    const auto* known = job.find(key);
    REQUIRE(known != nullptr);
    REQUIRE(known->result);
    CHECK(known->seconds > 0);
    const nn::Survey expected = *nn::survey(*key.model, {}, *key.data);
    for (std::size_t channel = 0; channel < 4; ++channel) {
        CHECK(known->result->nodes[1][channel].top == expected.nodes[1][channel].top);
        CHECK(known->result->nodes[1][channel].active == expected.nodes[1][channel].active);
    }
    job.request(key);
    CHECK_FALSE(job.busy());
}

TEST_CASE("edits have their own survey, and the last survey is found by its model and data set") {
    Bell bell;
    SurveyJob job(bell.ringer());
    const StudyKey key = small_study();
    StudyKey edited = key;
    edited.edits = nn::with_ablated({}, 1, {2});
    CHECK(edited.is_same_subject(key));
    CHECK_FALSE(small_study().is_same_subject(key));
    job.request(key);
    finish(job, bell);
    CHECK(job.find(edited) == nullptr);
    job.request(edited);
    finish(job, bell, 2);
    REQUIRE(job.find(edited) != nullptr);
    CHECK(job.find(edited)->result->nodes[1][2].active == 0);
    CHECK(job.find(key)->result->nodes[1][2].active > 0);
    CHECK(job.known().size() == 2);
}

TEST_CASE("a new request ends the running job, whose result is dropped") {
    Bell bell;
    AnswersJob job(bell.ringer());
    const StudyKey slow = small_study(60'000), quick = small_study(30);
    job.request(slow);
    job.request(quick);
    while (job.find(quick) == nullptr) job.update();
    CHECK(job.find(slow) == nullptr);
    CHECK(job.find(quick)->result->answers.size() == 30);
    CHECK(job.find(quick)->result->confusion == nn::evaluate(*quick.model, *quick.data).confusion);
}

TEST_CASE("work that the user has stopped starts again only after allow()") {
    Bell bell;
    AnswersJob job(bell.ringer());
    const StudyKey key = small_study(60'000);
    job.request(key);
    job.stop();
    CHECK_FALSE(job.busy());
    CHECK(job.is_stopped(key));
    job.request(key);
    CHECK_FALSE(job.busy());
    job.allow();
    job.request(key);
    CHECK(job.busy());
}

TEST_CASE("a model that does not fit the data set gives a reason instead of a result") {
    Bell bell;
    AnswersJob answers(bell.ringer());
    StudyKey key = small_study();
    key.data = random_dataset(10, 3);
    answers.request(key);
    finish(answers, bell);
    CHECK_FALSE(answers.find(key)->result);
    CHECK(answers.find(key)->problem.find("10, 10, 1") != std::string::npos);
}

TEST_CASE("the picture with the same activations is the most similar one") {
    Bell bell;
    SimilarJob job(bell.ringer());
    const StudyKey study = small_study();
    const int node = *study.model->find("dense");
    nn::Plan plan(*study.model, 1);
    std::vector<float> input(144);
    nn::fill_batch(*study.data, std::vector<std::int64_t>{17}, study.model->info().preprocessing, input);
    plan.set_input(0, input);
    plan.run();
    const std::vector<float> values(plan.activation(node).begin(), plan.activation(node).end());
    const SimilarKey key{.study = study, .node = node, .revision = 1};
    job.request(key, values, 5);
    finish(job, bell);
    REQUIRE(job.find(key)->result);
    const SimilarPictures& found = *job.find(key)->result;
    CHECK(found.size() == 5);
    CHECK(found.front().similarity == doctest::Approx(1));
    CHECK(std::ranges::any_of(
        found, [](const nn::SimilarPicture& p) { return p.example == 17 && p.similarity == doctest::Approx(1); }));
    CHECK(job.find({.study = study, .node = node, .revision = 2}) == nullptr);
}

}  // namespace convscope
