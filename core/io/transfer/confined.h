// Reads untrusted files in a confined process, see core/io/isolated/isolated.h, and returns what was read: a model or
// any value that an archive holds. The files are in memory before the process starts, because it can open none.
// Must not depend on formats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/io/transfer/archive.h"
#include "core/io/transfer/weight_files.h"
#include "core/nn/model/model.h"

namespace convscope {

/// A file that is read. A request to stop ends the reading with a LoadError.
struct ConfinedFile {
    std::filesystem::path path;  ///< used in errors, and to find files of weights
    std::uint64_t bytes = 0;     ///< its size, which determines the limits of time and memory for reading
    std::stop_token stop = {};
};

/// Reads a model from memory. Throws LoadError.
using ModelDecoder = std::function<nn::Model(const WeightFiles&)>;

/// The model that `decode` returns in a confined process. Files of weights that it asks for are opened here, and
/// `decode` is called again with them. Throws LoadError.
nn::Model confined_model(const ConfinedFile& file, const ModelDecoder& decode);

/// The text that `read` returns in a confined process. Throws LoadError.
std::string confined_text(const ConfinedFile& file, const std::function<std::string()>& read);

/// The value that `read` returns in a confined process; an archive must be able to hold it. Throws LoadError.
template <class Read>
auto confined_value(const ConfinedFile& file, const Read& read) {
    const std::string bytes = confined_text(file, [&read] {
        ArchiveWriter archive;
        archive.write(read());
        return archive.bytes();
    });
    try {
        ArchiveReader archive(bytes);
        auto value = archive.read<decltype(read())>();
        archive.expect_end();
        return value;
    } catch (const ArchiveError&) {
        throw LoadError(file.path.string(), tr("is too damaged to be read"), tr("save or download it again"));
    }
}

}  // namespace convscope
