// The clipboard's content that another program offers: a picture, files or text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

struct ClipboardContent {
    std::string text;
    std::vector<std::filesystem::path> files;  ///< files that were copied in a file manager
    std::vector<std::uint8_t> picture;         ///< the bytes of a picture's file
    std::string picture_ending;                ///< the ending of that file's name, such as ".png"
};

/// Reads the clipboard of the X display. Programs that do not answer offer nothing; each question waits at most a
/// second. A picture is not read if there are files or `uses_text` returns true for the text: spreadsheets offer the
/// numbers and a picture of them. Slow: call it in a job.
ClipboardContent read_clipboard(const std::function<bool(const std::string&)>& uses_text);
/// The text alone; waits at most half a second.
std::string read_clipboard_text();

/// The files of this computer in a list of addresses, one per line, as file managers copy it (text/uri-list, RFC 2483).
std::vector<std::filesystem::path> files_in_uri_list(std::string_view list);

}  // namespace convscope
