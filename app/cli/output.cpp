#include "app/cli/output.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"

namespace convscope {

void Output::add_options(CLI::App& command) {
    command.add_option("-o,--output", file, "write to this file instead of standard output")->type_name("FILE");
    command.add_flag("--json", json, "print JSON");
}

void Output::write(const std::string& text) const {
    if (file.empty())
        std::cout << printable_lines(text);
    else
        write_file_atomically(file, text);
}

void refuse_same_file(const std::string& output, const std::string& input) {
    std::error_code error;
    if (!output.empty() && std::filesystem::equivalent(output, input, error) && !error)
        throw LoadError(output, "is the file that is read", "write to another file");
}

}  // namespace convscope
