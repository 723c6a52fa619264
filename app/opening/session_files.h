// Reads a session with all files that it names: picture, model, input, data set. This is slow: call it in a job.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/opening/samples.h"

namespace convscope {

/// A session's document. A picture, model or input that cannot be read is left out, and a problem says why: then the
/// picture or the network has no values.
struct ReadSession {
    std::filesystem::path file;  ///< absolute path
    Document document;
    std::vector<std::string> problems;
};

/// Reads the session with its files. A file that does not exist at its path is looked for by its name in the session's
/// folder, so that both can be copied together. Throws LoadError if the session itself cannot be read.
ReadSession read_session_files(const std::filesystem::path& file, const Samples& samples,
                               const std::stop_token& stop = {});

}  // namespace convscope
