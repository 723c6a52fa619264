#include "app/cli/options/training_data.h"

#include <optional>
#include <string_view>

#include "core/base/load_error.h"
#include "core/nn/train/drawn/drawn_set.h"

namespace convscope {

TrainingFolder load_training_data(const std::string& data, std::int64_t images, std::uint64_t seed) {
    constexpr std::string_view kDrawn = "drawn:";
    if (!data.starts_with(kDrawn)) return read_training_folder(data).value();
    const std::optional<nn::DrawnSet> set = nn::drawn_set_named(std::string_view(data).substr(kDrawn.size()));
    if (!set)
        throw LoadError(data, "is no set that the program draws", "choose drawn:lines, drawn:shapes or drawn:garments");
    return {.train = nn::drawn_dataset(*set, images > 0 ? images : kDefaultDrawnImages, seed),
            .test = std::nullopt,
            .note = {}};
}

}  // namespace convscope
