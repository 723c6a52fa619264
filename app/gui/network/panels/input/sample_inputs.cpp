#include "app/gui/network/panels/input/sample_inputs.h"

#include <array>
#include <cctype>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// In the order of nn::kFashionLabels, with its labels, which are not translated: they are the names of the model's
/// classes.
constexpr std::array<SampleInput, 10> kGarments{{{"t_shirt_top", Message("T-shirt/top")},
                                                 {"trouser", Message("Trouser")},
                                                 {"pullover", Message("Pullover")},
                                                 {"dress", Message("Dress")},
                                                 {"coat", Message("Coat")},
                                                 {"sandal", Message("Sandal")},
                                                 {"shirt", Message("Shirt")},
                                                 {"sneaker", Message("Sneaker")},
                                                 {"bag", Message("Bag")},
                                                 {"ankle_boot", Message("Ankle boot")}}};
constexpr std::array<SampleInput, 6> kPhotographs{{{"cup", tr("Cup")},
                                                   {"ball", tr("Ball")},
                                                   {"apple", tr("Apple")},
                                                   {"house", tr("House")},
                                                   {"flower", tr("Flower")},
                                                   {"car", tr("Car")}}};

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
