// The view state of the page Answer of the Layers workspace.
#pragma once

#include <cstdint>
#include <optional>

namespace convscope {

struct AnswerView {
    /// The class that the explained one is compared with; nullopt: the most likely other one.
    std::optional<std::int64_t> rival;
    bool operator==(const AnswerView&) const = default;
};

}  // namespace convscope
