#include "core/io/keras/lambda.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/base/text/translation.h"

namespace convscope::keras {

namespace {

/// The finite number that is the whole text; nullopt for other texts.
std::optional<float> number_in(std::string_view text) {
    float number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace

std::string lambda_remedy(std::string_view layer) {
    return tr("state what it computes: --lambda {0}=identity, or --lambda {0}=SCALE,OFFSET", layer);
}

std::optional<std::string> lambda_without_meaning(const LoadError& error) {
    if (error.fault() != std::string_view(kLambdaFault)) return std::nullopt;
    // The name may contain any text, even a part of the remedy, so its length is computed from the remedy's length.
    constexpr std::string_view kMark = "\n";
    const std::string marked = lambda_remedy(kMark);
    const std::size_t start = marked.find(kMark);
    if (start == std::string::npos) return std::nullopt;
    const std::size_t names = start == marked.rfind(kMark) ? 1 : 2;
    const std::size_t rest = marked.size() - names * kMark.size();
    if (error.remedy().size() < rest || (error.remedy().size() - rest) % names != 0) return std::nullopt;
    std::string name = error.remedy().substr(start, (error.remedy().size() - rest) / names);
    return lambda_remedy(name) == error.remedy() ? std::optional(std::move(name)) : std::nullopt;
}

LambdaMeaning lambda_meaning(std::string_view text) {
    // A layer's name may contain "=", a meaning does not.
    if (const std::size_t equals = text.rfind('='); equals != std::string_view::npos && equals > 0) {
        const std::string name(text.substr(0, equals));
        const std::string_view meaning = text.substr(equals + 1);
        if (meaning == "identity") return {name, 1, 0};
        const std::size_t comma = meaning.find(',');
        if (comma != std::string_view::npos) {
            const auto scale = number_in(meaning.substr(0, comma)), offset = number_in(meaning.substr(comma + 1));
            if (scale && offset) return {name, *scale, *offset};
        }
    }
    throw std::invalid_argument(
        tr("\"{}\" is not NAME=identity or NAME=SCALE,OFFSET, as in lambda_1=0.0078431,-1", text));
}

}  // namespace convscope::keras
