#include "app/lesson/values/class_slugs.h"

#include <algorithm>
#include <charconv>

#include "core/nn/inspect/classes.h"

namespace convscope {

std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char c : name) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_kept = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                             static_cast<unsigned char>(c) >= 0x80;  // part of a letter in UTF-8
        if (is_kept)
            slug += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!slug.empty() && slug.back() != '_')
            slug += '_';
    }
    if (slug.ends_with('_')) slug.pop_back();
    return slug;
}

std::vector<std::string> class_slugs(const nn::Model& model) {
    const auto count = static_cast<std::size_t>(model.node(model.outputs().front()).shape.count());
    std::vector<std::string> slugs;
    slugs.reserve(count);
    for (std::size_t i = 0; i < count; ++i) slugs.push_back(slug_of(nn::data_label(model, i)));
    return slugs;
}

std::optional<std::int64_t> class_index(const nn::Model& model, std::string_view name) {
    const std::vector<std::string> slugs = class_slugs(model);
    const auto found = std::ranges::find(slugs, slug_of(name));
    if (found != slugs.end()) return found - slugs.begin();
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
    return number >= 0 && number < std::ssize(slugs) ? std::optional(number) : std::nullopt;
}

}  // namespace convscope
