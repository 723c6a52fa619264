// Data sets that the program draws itself, so that a network can be trained on any machine without a file. Must not
// include files or networks: a drawing is a function of its class and its seed.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// lines: four directions of a line, in noise. shapes: circle, square, triangle, star and cross, moved, scaled and
/// turned. garments: the ten classes of Fashion-MNIST, in their order.
enum class DrawnSet : std::uint8_t { lines, shapes, garments };
inline constexpr std::array<std::string_view, 3> kDrawnSetNames{"lines", "shapes", "garments"};

/// The set of that name; nullopt for a name that is not in kDrawnSetNames.
std::optional<DrawnSet> drawn_set_named(std::string_view name);
/// The names of its classes, in order.
std::span<const std::string_view> drawn_class_names(DrawnSet set);

/// The rows and columns of a drawing.
inline constexpr int kDrawnSide = 28;
/// The largest number of examples: 157 MB of pictures.
inline constexpr std::int64_t kMaxDrawnExamples = 200'000;

/// `examples` drawings, 28 x 28 x 1, light on dark (0..255), from a seed. The classes are equally frequent (their
/// numbers differ by at most 1) and shuffled. Equal arguments give equal bytes. Calls `keep_going`
/// from time to time with the finished fraction; if it returns false, returns a data set without examples. Throws
/// std::invalid_argument unless `examples` is 1..kMaxDrawnExamples.
Dataset drawn_dataset(DrawnSet set, std::int64_t examples, std::uint64_t seed,
                      const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
