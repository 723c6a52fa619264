#include "app/lesson/values.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

#include "app/lesson/names/name_parts.h"
#include "app/lesson/values/value_source.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMaxWhole = 1e15;  ///< whole numbers up to here are written with all digits

/// The rule that the name fits; nullptr if there is none.
const ValueRule* rule_of(std::string_view name) {
    for (const auto rules :
         {general_rules(), lab_rules(), lab_page_rules(), layers_rules(), answer_rules(), training_rules()})
        for (const ValueRule& rule : rules)
            if (fits(name, rule.name)) return &rule;
    return nullptr;
}

}  // namespace

std::string lesson_value_text(const LessonValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const double number = std::get<double>(value);
    if (number == std::round(number) && std::abs(number) < kMaxWhole) return fmt::format("{:.0f}", number + 0.0);
    return fmt::format("{:.4g}", number);
}

class LessonValues::Source : public ValueSource {
  public:
    using ValueSource::ValueSource;
    std::string reason_of_last;
};

LessonValues::LessonValues(const Document& document, std::filesystem::path assets, std::optional<RunFacts> run)
    : source_(std::make_unique<Source>(document, std::move(assets), run)) {}
LessonValues::~LessonValues() = default;
LessonValues::LessonValues(LessonValues&&) noexcept = default;

std::optional<LessonValue> LessonValues::find(std::string_view name) {
    source_->missing({});
    const ValueRule* rule = name.find('*') == std::string_view::npos ? rule_of(name) : nullptr;
    std::optional<LessonValue> value;
    if (rule == nullptr) {
        source_->missing(tr("there is no such value"));
    } else {
        try {
            value = rule->compute(*source_, filled_parts(name, rule->name));
        } catch (const std::exception& error) {
            source_->missing(error.what());
        }
    }
    if (value && std::holds_alternative<double>(*value) && !std::isfinite(std::get<double>(*value)))
        value = source_->missing(tr("it is not a finite number"));
    source_->reason_of_last =
        source_->reason().empty() ? std::string(tr("the state does not have it")) : source_->reason();
    return value;
}

const std::string& LessonValues::reason() const {
    return source_->reason_of_last;
}

}  // namespace convscope
