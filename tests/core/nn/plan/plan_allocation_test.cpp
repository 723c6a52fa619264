// Tests that a plan repeats its work without allocating memory. Not compiled with sanitizers, because they replace
// operator new too.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <vector>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

std::atomic<std::int64_t> allocations{0};

void* allocate(std::size_t size, std::size_t alignment) {
    ++allocations;
    // std::aligned_alloc() requires a size that is a multiple of the alignment.
    void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
    std::free(memory);
}

namespace convscope::nn {

namespace {

constexpr int kSecondConvolution = 3, kDense = 6;

/// The number of allocations in the second of two calls.
template <class Call>
std::int64_t allocations_of(const Call& call) {
    call();
    const std::int64_t before = allocations;
    call();
    return allocations - before;
}

std::vector<float> random_input(std::int64_t batch) {
    std::vector<float> values(static_cast<std::size_t>(batch * 28 * 28));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = random_unit(1, i);
    return values;
}

}  // namespace

TEST_CASE("a plan allocates no memory after its first run") {
    for (const std::int64_t batch : {1, 32}) {
        CAPTURE(batch);
        Plan plan(course_model(1), batch);
        const std::vector<float> input = random_input(batch);
        CHECK(allocations_of([&] {
                  plan.set_input(0, input);
                  plan.run();
              }) == 0);
    }
}

TEST_CASE("replacing a weight and running again allocates no memory") {
    const Model model = course_model(1), other = course_model(2);
    Plan plan(model, 1);
    plan.set_input(0, random_input(1));
    plan.run();
    for (const int node : {kSecondConvolution, kDense}) {
        CAPTURE(node);
        CHECK(allocations_of([&] {
                  for (const Model* source : {&other, &model}) {
                      plan.set_weight(node, 0, source->node(node).weights[0]);
                      plan.run();
                  }
              }) == 0);
    }
}

// The backward pass calls oneDNN, which allocates memory in every call.
TEST_CASE("a repeated forward pass in training allocates no memory") {
    Plan plan(course_model(1), 32, Plan::Purpose::training);
    plan.set_input(0, random_input(32));
    CHECK(allocations_of([&] { plan.run_training(1); }) == 0);
}

}  // namespace convscope::nn

#endif
