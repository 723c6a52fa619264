// The user's own classes and their small pictures, as plain values: drawn on the pad or made of dropped pictures.
// Must not include anything that draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image/picture.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// The rows and columns of a picture, light on dark as those of the drawn sets.
inline constexpr int kOwnSide = 28;
inline constexpr std::size_t kMinOwnClasses = 2, kMaxOwnClasses = 10, kMaxOwnPictures = 200;
inline constexpr std::size_t kMaxOwnName = 40;  ///< characters of a class's name

/// kOwnSide x kOwnSide values 0..255, row by row; never changed in place.
struct OwnPicture {
    std::shared_ptr<const std::vector<std::uint8_t>> pixels;  ///< never null
    bool operator==(const OwnPicture& other) const { return pixels == other.pixels || *pixels == *other.pixels; }
};

struct OwnClass {
    std::string name;
    std::vector<OwnPicture> pictures = {};
    bool operator==(const OwnClass&) const = default;
};

/// The classes before the user has made any: two without pictures.
std::vector<OwnClass> first_own_classes();

/// True if there is something to learn: two classes with a picture.
bool can_learn(const std::vector<OwnClass>& classes);
/// The pictures as a data set, without classes that have none; empty if there are none.
nn::Dataset own_dataset(const std::vector<OwnClass>& classes);
/// The classes of a data set with at most kMaxOwnPictures pictures each, fitted as own_picture() does; nullopt if it
/// has fewer than kMinOwnClasses or more than kMaxOwnClasses classes, or pictures of neither 1 nor 3 channels.
std::optional<std::vector<OwnClass>> own_classes_of(const nn::Dataset& data);
/// The picture fitted into kOwnSide x kOwnSide grey values; inverted if it is dark on light.
OwnPicture own_picture(const Picture& picture);

/// The pixels as text of two hexadecimal digits each.
std::string hex_of(const OwnPicture& picture);
/// nullopt for text of another length or with other characters.
std::optional<OwnPicture> picture_of_hex(std::string_view text);

}  // namespace convscope
