#include "app/lesson/write/state_writer.h"

#include <fmt/format.h>

#include <array>
#include <system_error>
#include <utility>

#include "app/lesson/words/arguments.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace fs = std::filesystem;

std::string setting_number(double number) {
    return fmt::format("{}", static_cast<float>(number));
}

void StateWriter::add(std::string_view word, std::vector<std::string> arguments) {
    const Setting setting{.word = std::string(word), .arguments = std::move(arguments)};
    try {
        now_ = with_settings(now_, {&setting, 1}, files_);
        written_.settings.push_back(setting);
    } catch (const SettingError& error) {
        leave_out(error.what());
    }
}

void StateWriter::add_number(std::string_view word, double number) {
    add(word, {setting_number(number)});
}

void StateWriter::add_opened(std::string_view word, const std::string& name, const Command& command) {
    command.apply(now_);
    written_.settings.push_back({.word = std::string(word), .arguments = {name}});
}

std::optional<std::string> StateWriter::name_of(const fs::path& file, bool is_sample) const {
    if (is_sample) return file.string();
    std::error_code error;
    const fs::path relative = fs::relative(file, folder_, error);
    if (error || relative.empty() || *relative.begin() == ".." || folder_.empty()) return std::nullopt;
    return relative.string();
}

WrittenState write_state(const Document& from, const Document& to, const fs::path& folder) {
    StateWriter writer(from, to, folder);
    if (from.workspace != to.workspace)
        writer.add("workspace", {hyphenated(kWorkspaceNames.at(static_cast<std::size_t>(to.workspace)))});
    switch (to.workspace) {
        case WorkspaceId::filter_lab:
            write_lab(writer);
            break;
        case WorkspaceId::layers:
            write_layers(writer);
            break;
        case WorkspaceId::training:
            write_training(writer);
            break;
    }
    return writer.take();
}

}  // namespace convscope
