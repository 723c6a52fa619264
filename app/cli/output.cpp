#include "app/cli/output.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "core/base/files.h"
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

}  // namespace convscope
