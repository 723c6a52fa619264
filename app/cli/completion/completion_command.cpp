// `convscope completion`: prints the completion of the command line for bash.
#include <CLI/CLI.hpp>
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/completion/completion.h"

namespace convscope {

void add_completion_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("completion", "Print the completion of these commands for bash");
    command->callback([&app, &action] { action = [&app] { std::cout << completion_script(app); }; });
}

}  // namespace convscope
