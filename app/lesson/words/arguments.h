// The arguments of one setting, checked: numbers in their limits, names from a list. Internal: state.h applies
// settings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/lesson/lesson.h"
#include "app/lesson/words.h"

namespace convscope {

/// All functions throw SettingError for an argument that is missing or not allowed; the error has the word's usage.
class Arguments {
  public:
    /// Both must outlive this object.
    Arguments(const Setting& setting, const LessonWord& word) : setting_(setting), word_(word) {}

    std::size_t size() const { return setting_.arguments.size(); }
    int line() const { return setting_.line; }
    /// Refuses another number of arguments than `least` to `most`.
    void expect(std::size_t least, std::size_t most) const;
    const std::string& text(std::size_t index) const;
    double number(std::size_t index, double low, double high) const;
    std::int64_t integer(std::size_t index, std::int64_t low, std::int64_t high) const;
    /// "on" or "off".
    bool on(std::size_t index) const;
    /// The index of the argument in `names`; hyphens and underscores are equal.
    std::size_t one_of(std::size_t index, std::span<const std::string_view> names) const;
    /// The value of an enumeration whose names, in order, are `names`.
    template <typename Enum>
    Enum choice(std::size_t index, std::span<const std::string_view> names) const {
        return static_cast<Enum>(one_of(index, names));
    }
    [[noreturn]] void fail(const std::string& problem, const std::string& remedy) const;
    /// Fails with the word's usage as the remedy.
    [[noreturn]] void fail(const std::string& problem) const;

  private:
    const Setting& setting_;
    const LessonWord& word_;
};

/// The name with hyphens in place of underscores, as lessons write it.
std::string hyphenated(std::string_view name);

}  // namespace convscope
