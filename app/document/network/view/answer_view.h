// The view state of the page Answer of the Layers workspace.
#pragma once

#include <cstdint>
#include <optional>

namespace convscope {

struct AnswerView {
    /// The class with which the explained class is compared; nullopt: the most likely other class.
    std::optional<std::int64_t> rival;
    bool operator==(const AnswerView&) const = default;
};

}  // namespace convscope
