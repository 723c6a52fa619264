#include "app/gui/network/panels/input/sample_inputs.h"

#include <array>
#include <cctype>

namespace convscope {

namespace {

/// In the order of nn::kFashionLabels, with its labels.
constexpr std::array<SampleInput, 10> kGarments{{{"t_shirt_top", "T-shirt/top"},
                                                 {"trouser", "Trouser"},
                                                 {"pullover", "Pullover"},
                                                 {"dress", "Dress"},
                                                 {"coat", "Coat"},
                                                 {"sandal", "Sandal"},
                                                 {"shirt", "Shirt"},
                                                 {"sneaker", "Sneaker"},
                                                 {"bag", "Bag"},
                                                 {"ankle_boot", "Ankle boot"}}};
constexpr std::array<SampleInput, 6> kPhotographs{
    {{"cup", "Cup"}, {"ball", "Ball"}, {"apple", "Apple"}, {"house", "House"}, {"flower", "Flower"}, {"car", "Car"}}};

}  // namespace

std::span<const SampleInput> sample_inputs(std::int64_t channels) {
    if (channels == 3) return kPhotographs;
    return kGarments;
}

std::string sample_name(std::string_view label) {
    std::string name(label);
    for (char& c : name) {
        const auto letter = static_cast<unsigned char>(c);
        c = std::isalnum(letter) != 0 ? static_cast<char>(std::tolower(letter)) : '_';
    }
    return name;
}

std::filesystem::path sample_file(const std::filesystem::path& assets, std::int64_t channels, std::string_view name) {
    return assets / (channels == 3 ? "photographs" : "garments") / (std::string(name) + ".png");
}

}  // namespace convscope
