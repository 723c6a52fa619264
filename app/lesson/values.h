// The named values of a document, which answers and goals of lessons use: computed by the engine, as the window shows
// them. Must not include anything that draws: `lesson check` computes them without a window.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "app/document/document.h"
#include "app/lesson/words.h"
#include "core/base/text/translation.h"

namespace convscope {

/// A number or a text.
using LessonValue = std::variant<double, std::string>;
/// The value for people: a number with up to 4 significant digits (all digits of a whole number), or the text.
std::string lesson_value_text(const LessonValue& value);

/// The name of a value, with # in place of a number and @ in place of any other part ("class.@.probability"). The
/// phrase is a noun phrase that can be understood alone; # and @ in it, and in its translations, stand for the parts in
/// the same order.
struct ValueName {
    std::string_view name;
    Message phrase;
    WordGroup group = WordGroup::any;
    std::string_view remark = {};  ///< for authors of lessons, in English: ", from 0 to 1"
    std::string_view page = {};    ///< of the Filter Lab, if only one has the value: "Colour"

    /// The phrase with its page and its remark, in English.
    std::string meaning() const;
};
std::span<const ValueName> value_names();
bool is_value_name(std::string_view name);
/// The phrase of the value with its parts filled in, in the language with this code: "the filter value in row 0, column
/// 2, from 0". Empty for a name that is_value_name() refuses.
std::string value_phrase(std::string_view name, std::string_view language = "en");
/// The remedy for a name that is_value_name() refuses.
std::string value_remedy(std::string_view name);
/// True for probabilities, accuracies and shares, from 0 to 1, which the window shows in per cent.
bool is_share(std::string_view name);
/// True if only a run of Training has the value, not the document: `training.accuracy`.
bool is_run_value(std::string_view name);

/// The newest moment of a run of Training, for values whose names begin with "training.".
struct RunFacts {
    std::int64_t steps = 0;
    int epochs = 0;  ///< finished ones
    double loss = 0, accuracy = 0;
    std::optional<double> validation_loss, validation_accuracy;
    std::optional<double> test_accuracy;
    std::optional<double> never_active;  ///< maps and units that are never above 0; known on the page Health
    bool finished = false;
    bool operator==(const RunFacts&) const = default;
};

/// Computes the values of one document. Results that several values need are computed once. Values of Layers run the
/// model: construct and ask in a job.
class LessonValues {
  public:
    /// `assets`: the program's folder, for the sizes of its files.
    explicit LessonValues(const Document& document, std::filesystem::path assets = {},
                          std::optional<RunFacts> run = {});
    ~LessonValues();
    LessonValues(LessonValues&&) noexcept;

    /// nullopt if the document has no such value (nothing is pinned, no model is open, or the number is not finite).
    /// Never throws.
    std::optional<LessonValue> find(std::string_view name);
    /// The reason for the last nullopt: "nothing is pinned; write a line with pin".
    const std::string& reason() const;

  private:
    class Source;
    std::unique_ptr<Source> source_;
};

}  // namespace convscope
