// Calls the readers of the program's own files, for the fuzzers and the mutation test. readers.h does so for the
// engine's.
#pragma once

#include <cstdint>
#include <span>

namespace convscope {

/// Reads the bytes as settings.json. Returns true if they were accepted, false if the file was set aside with a
/// message. Throws std::logic_error if the settings violate their limits, or are not the same when they are saved and
/// read again.
bool read_settings(std::span<const std::uint8_t> bytes);
/// Reads the bytes as a session. Returns true if they were accepted, false after a LoadError with a complete message.
bool read_session(std::span<const std::uint8_t> bytes);
/// Reads the bytes as a lesson. Returns true if it has no problem. Throws std::logic_error if the lesson violates its
/// limits, or if a problem is not one line.
bool read_lesson_text(std::span<const std::uint8_t> bytes);

}  // namespace convscope
