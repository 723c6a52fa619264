#include "core/io/file_kind.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <vector>

#include "core/base/files.h"
#include "core/base/text/number_table.h"
#include "core/image/files/format.h"
#include "core/io/foreign_file.h"
#include "core/io/hdf5/reader.h"
#include "core/io/labels.h"
#include "core/io/npy/npy.h"
#include "core/io/onnx/read/wire.h"
#include "core/io/tflite/tflite.h"
#include "core/io/zip_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// 64 KiB, because the keywords of Keras and TensorFlow.js may come after a long list of layers.
constexpr std::size_t kHead = 1 << 16;
constexpr std::size_t kSessionHead = 256;
constexpr std::size_t kOnnxHead = 4096;

bool starts_like_session(std::string_view text) {
    return text.starts_with('{') && text.substr(0, kSessionHead).find(kSessionMarker) != std::string_view::npos;
}

/// `keras_layers` or `tfjs`; `unknown` for any other text.
FileKind json_model_kind(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) return FileKind::unknown;
    const auto has = [text](std::string_view word) { return text.find(word) != std::string_view::npos; };
    // TensorFlow.js is tested first, because its files contain Keras's "class_name" too.
    if (has("\"modelTopology\"") || has("\"weightsManifest\"")) return FileKind::tfjs;
    return has("\"class_name\"") ? FileKind::keras_layers : FileKind::unknown;
}

}  // namespace

FileKind file_kind(std::span<const std::uint8_t> head, const fs::path& name) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (starts_like_session(text)) return FileKind::session;
    if (hdf5::starts_like_hdf5(head)) return FileKind::hdf5;
    if (starts_like_zip(head)) return FileKind::zip;
    if (starts_like_npy(head)) return FileKind::numpy;
    if (tflite::starts_like_tflite(head)) return FileKind::tflite;
    if (const FileKind kind = json_model_kind(text); kind != FileKind::unknown) return kind;
    if (onnx::starts_like_model(head.first(std::min(head.size(), kOnnxHead)))) return FileKind::onnx;
    if (foreign_file(head, name)) return FileKind::foreign;
    if (picture_format(head)) return FileKind::picture;
    if (!starts_like_labels(head, name)) return FileKind::unknown;
    return starts_like_number_table(text) ? FileKind::numbers : FileKind::labels;
}

FileKind file_kind(const fs::path& file) noexcept {
    try {
        std::error_code error;
        const fs::file_status status = fs::status(file, error);
        if (status.type() == fs::file_type::not_found) return FileKind::missing;
        if (fs::is_directory(status)) return FileKind::folder;
        const std::vector<std::uint8_t> head = read_start(file, kHead);
        return head.empty() ? FileKind::unknown : file_kind(head, file);
    } catch (const std::exception&) {
        return FileKind::unknown;
    }
}

bool is_picture(FileKind kind) {
    return kind == FileKind::picture || kind == FileKind::numpy || kind == FileKind::numbers;
}

bool is_model(FileKind kind) {
    switch (kind) {
        case FileKind::hdf5:
        case FileKind::zip:
        case FileKind::keras_layers:
        case FileKind::tfjs:
        case FileKind::tflite:
        case FileKind::onnx:
            return true;
        default:
            return false;
    }
}

}  // namespace convscope
