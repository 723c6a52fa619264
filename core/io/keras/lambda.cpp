#include "core/io/keras/lambda.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace convscope::keras {

namespace {

/// The finite number that is the whole text; nullopt for other texts.
std::optional<float> number_in(std::string_view text) {
    float number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

constexpr std::string_view kRemedyStart = "state what it computes: --lambda ",
                           kRemedyMiddle = "=identity, or --lambda ";

}  // namespace

std::string lambda_remedy(std::string_view layer) {
    return fmt::format("{}{}{}{}=SCALE,OFFSET", kRemedyStart, layer, kRemedyMiddle, layer);
}

std::optional<std::string> lambda_without_meaning(const LoadError& error) {
    if (error.fault() != kLambdaFault || !error.remedy().starts_with(kRemedyStart)) return std::nullopt;
    // The name may contain any text, even the middle of the remedy, so its length is computed from the remedy's length.
    const std::size_t rest = lambda_remedy({}).size();
    if (error.remedy().size() < rest || (error.remedy().size() - rest) % 2 != 0) return std::nullopt;
    return error.remedy().substr(kRemedyStart.size(), (error.remedy().size() - rest) / 2);
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
        fmt::format("\"{}\" is not NAME=identity or NAME=SCALE,OFFSET, as in lambda_1=0.0078431,-1", text));
}

}  // namespace convscope::keras
