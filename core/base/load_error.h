// The one error for input that cannot be used: files, text, settings given by a user.
// Thrown where the fault is found, caught once at the job or command line boundary and shown as one sentence.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace convscope {

/// what() reads "FILE: what is wrong (where); what to do." and is fit to be shown to a user as it is.
class LoadError : public std::runtime_error {
  public:
    /// `file` as the user named it, `what` is wrong, `remedy` what the user can do, `where` in the file (may be empty).
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
        std::string text = file + ": " + what;
        if (!where.empty()) text += " (" + where + ")";
        if (!remedy.empty()) text += "; " + remedy;
        return text + ".";
    }

    std::string file_, what_, remedy_, where_;
};

}  // namespace convscope
