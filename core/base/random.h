// Counter-based random numbers: number i of a seed is the same on every machine and in any order.
#pragma once

#include <cstdint>

namespace convscope {

/// 64 well-mixed bits for a seed and a counter (SplitMix64's finaliser; Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", 2014).
constexpr std::uint64_t random_bits(std::uint64_t seed, std::uint64_t counter) {
    std::uint64_t x = seed + (counter + 1) * 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// A number in 0 <= x < 1 with 24 random bits, as many as a float holds.
constexpr float random_unit(std::uint64_t seed, std::uint64_t counter) {
    return static_cast<float>(random_bits(seed, counter) >> 40) * 0x1p-24F;
}

/// Numbers drawn one after the other from a seed.
class RandomSequence {
  public:
    explicit RandomSequence(std::uint64_t seed) : seed_(seed) {}
    /// A number in low <= x < high.
    float between(float low, float high) { return low + random_unit(seed_, next_++) * (high - low); }
    bool chance(float probability) { return random_unit(seed_, next_++) < probability; }
    /// An integer in 0 <= x < count.
    int below(int count) { return static_cast<int>(random_bits(seed_, next_++) % static_cast<std::uint64_t>(count)); }

  private:
    std::uint64_t seed_, next_ = 0;
};

}  // namespace convscope
