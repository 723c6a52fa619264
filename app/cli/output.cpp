#include "app/cli/output.h"

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/base/writing/written_path.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// The absolute path of the file or folder, without links. It need not exist.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(written_path(path), error);
    fs::path result = fs::weakly_canonical(absolute, error);
    if (error) result = absolute.lexically_normal();
    return result.has_filename() ? result : result.parent_path();  // "folder/" is "folder"
}

/// A file that may not exist yet, for comparison with others.
struct Identity {
    fs::path path;
    std::optional<std::pair<dev_t, ino_t>> number;  ///< of a file that exists; links of all kinds share it
};

Identity identity_of(const std::string& file) {
    Identity identity{resolved(file), std::nullopt};
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0) identity.number = {status.st_dev, status.st_ino};
    return identity;
}

bool are_same(const Identity& a, const Identity& b) {
    return a.path == b.path || (a.number && a.number == b.number);
}

std::vector<Identity> identities_of(const std::vector<std::string>& files) {
    std::vector<Identity> identities;
    identities.reserve(files.size());
    for (const std::string& file : files)
        if (!file.empty()) identities.push_back(identity_of(file));
    return identities;
}

}  // namespace

void Output::add_options(CLI::App& command) {
    command.add_option("-o,--output", file, "write to this file instead of standard output")->type_name("FILE");
    command.add_flag("--json", json, "print JSON");
}

void Output::check(std::vector<std::string> inputs) const {
    if (file.empty()) return;
    refuse_overwriting({.inputs = std::move(inputs), .outputs = {file}});
    check_writable(file);
}

void Output::write(const std::string& text) const {
    if (file.empty())
        std::cout << printable_lines(text);
    else
        write_file_atomically(file, text);
}

void refuse_overwriting(const CommandFiles& files) {
    const std::vector<Identity> inputs = identities_of(files.inputs);
    std::vector<Identity> outputs;
    outputs.reserve(files.outputs.size());
    for (const std::string& file : files.outputs) {
        if (file.empty()) continue;
        Identity output = identity_of(file);
        const auto is_output = [&output](const Identity& other) { return are_same(output, other); };
        if (std::ranges::any_of(inputs, is_output))
            throw LoadError(file, "is the file that is read", "write to another file");
        if (std::ranges::any_of(outputs, is_output))
            throw LoadError(file, "is the file of two outputs", "name another file for one of them");
        outputs.push_back(std::move(output));
    }
}

void refuse_same_file(const std::string& output, const std::string& input) {
    refuse_overwriting({.inputs = {input}, .outputs = {output}});
}

bool is_inside(const fs::path& path, const fs::path& folder) {
    const fs::path inner = resolved(path), outer = resolved(folder);
    return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

void check_folder(const fs::path& folder) {
    const char* const remedy = "name a folder in which you may write";
    std::error_code error;
    fs::path existing = fs::absolute(folder, error);
    while (!fs::exists(fs::symlink_status(existing, error)) && existing.has_relative_path())
        existing = existing.parent_path();
    if (!fs::is_directory(existing, error))
        throw LoadError(folder.string(), "is not a folder and cannot be made", remedy);
    try {
        check_writable(existing / ".convscope-check");
    } catch (const LoadError& fault) {
        throw LoadError(folder.string(), "cannot be written to", remedy, fault.where());
    }
}

void check_new_folder(const fs::path& folder) {
    check_folder(folder);
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error))
        throw LoadError(folder.string(), "is not empty, and no file in it shall be overwritten", "name a new folder");
}

}  // namespace convscope
