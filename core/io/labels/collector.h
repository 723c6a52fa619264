// Checks labels while they are read, and puts numbered ones into order. Must not depend on the forms of label files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

using Labels = std::vector<std::string>;

inline constexpr std::size_t kMaxClasses = 1 << 17;

/// The checks that all forms of label files share. Every function that fails throws LoadError with the file's name.
class LabelCollector {
  public:
    explicit LabelCollector(const std::filesystem::path& file) : file_(file.string()) {}

    [[noreturn]] void fail(const std::string& fault) const;
    /// The label without blanks at its ends, with a blank for each line break and tab inside.
    std::string checked(std::string_view label) const;
    /// Throws if the number has a label already.
    void add(std::size_t number, std::string_view label);
    std::size_t count() const { return numbered_.size(); }
    /// The labels by their numbers, which must be 0, 1, 2, ... or, if `from_one`, may be 1, 2, 3, ...
    Labels in_order(bool from_one = false) const;

  private:
    std::string file_;
    std::map<std::size_t, std::string> numbered_;
};

/// The number of a class: digits only, below kMaxClasses.
std::optional<std::size_t> class_number(std::string_view text);

}  // namespace convscope
