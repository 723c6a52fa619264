// Registration of the subcommands: one add_..._command() per subcommand, each in its own file.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace convscope {

/// Ends a command that could not use some of its pictures and has done its work on all others.
class PartialFailure : public std::runtime_error {
  public:
    /// One sentence for each failure; at least one.
    explicit PartialFailure(std::vector<std::string> sentences)
        : std::runtime_error(sentences.front()), sentences_(std::move(sentences)) {}
    const std::vector<std::string>& sentences() const { return sentences_; }

  private:
    std::vector<std::string> sentences_;
};

/// The work of the subcommand on the command line. May throw anything derived from std::exception; its text is shown to
/// the user.
using Action = std::function<void()>;

/// Declares the subcommand's options. Parsing checks them (CLI::ParseError for a usage error) and sets `action` if this
/// subcommand was given. The caller runs `action` after parsing.
/// `app` must outlive the action, which describes its subcommands and options.
void add_completion_command(CLI::App& app, Action& action);
void add_convert_command(CLI::App& app, Action& action);
void add_dataset_command(CLI::App& app, Action& action);
void add_evaluate_command(CLI::App& app, Action& action);
void add_explain_command(CLI::App& app, Action& action);
void add_filter_command(CLI::App& app, Action& action);
/// `assets` is the program's folder, with the samples that lessons name.
void add_lesson_command(CLI::App& app, Action& action, const std::filesystem::path& assets);
void add_predict_command(CLI::App& app, Action& action);
void add_run_command(CLI::App& app, Action& action);
void add_summary_command(CLI::App& app, Action& action);
void add_train_command(CLI::App& app, Action& action);

}  // namespace convscope
