// The error for files, text and settings from a user that cannot be used. The code that finds the fault throws it; the
// job or the command line catches it and shows its message.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope {

/// what() reads "FILE: what is wrong (where); remedy." and can be shown to a user as it is. The remedy is an
/// instruction: "save it as PNG or JPEG".
class LoadError : public std::runtime_error {
  public:
    /// `file` is the name that the user gave, `what` the fault, `remedy` the instruction, `where` a place in the file.
    /// `remedy` and `where` may be empty.
    LoadError(std::string file, std::string what, std::string remedy, std::string where = {})
        : std::runtime_error(sentence(file, what, remedy, where)),
          file_(std::move(file)),
          what_(std::move(what)),
          remedy_(std::move(remedy)),
          where_(std::move(where)) {}

    const std::string& file() const { return file_; }
    const std::string& fault() const { return what_; }
    const std::string& remedy() const { return remedy_; }
    const std::string& where() const { return where_; }

  private:
    static std::string sentence(const std::string& file, const std::string& what, const std::string& remedy,
                                const std::string& where) {
        if (where.empty() && remedy.empty()) return tr("{}: {}.", file, what);
        if (where.empty()) return tr("{}: {}; {}.", file, what, remedy);
        if (remedy.empty()) return tr("{}: {} ({}).", file, what, where);
        return tr("{}: {} ({}); {}.", file, what, where, remedy);
    }

    std::string file_, what_, remedy_, where_;
};

}  // namespace convscope
