#include "core/io/archive/load_archive.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/archive/contents.h"
#include "core/io/archive/unpack.h"
#include "core/io/foreign_file.h"
#include "core/io/keras/zip.h"
#include "core/io/labels/folder_labels.h"
#include "core/io/model_file.h"

namespace convscope::archive {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPickleBytes = std::uint64_t{1} << 26;
constexpr std::size_t kMaxListedNames = 3;

[[noreturn]] void refuse(const fs::path& file, const ForeignFile& kind) {
    throw LoadError(file.string(), kind.fault, kind.remedy);
}

[[noreturn]] void refuse_torch(const fs::path& file, const Contents& contents) {
    if (contents.kind == Kind::torch_script) refuse(file, torch_file(TorchContent::script, file));
    bool is_model = false;
    if (contents.files.front().bytes <= kMaxPickleBytes) {
        const PrivateFolder folder;
        unpack(file, contents.files, folder.path());
        is_model = has_torch_model(read_file(folder.path() / contents.main, kMaxPickleBytes, ""));
    }
    refuse(file, torch_file(is_model ? TorchContent::model : TorchContent::weights, file));
}

/// The first names of a list: "a, b, c and 2 more".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    const std::size_t shown = std::min(names.size(), kMaxListedNames);
    for (std::size_t i = 0; i < shown; ++i) text.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > shown) return tr("{} and {} more", text, names.size() - shown);
    return text;
}

[[noreturn]] void refuse_contents(const fs::path& file, const Contents& contents) {
    switch (contents.kind) {
        case Kind::torch:
        case Kind::torch_script:
            refuse_torch(file, contents);
        case Kind::numpy:
            throw LoadError(file.string(), tr("is an .npz archive of NumPy arrays, not a model"),
                            tr("save one array with numpy.save(\"name.npy\", array)"));
        case Kind::saved_model:
            refuse(file, {tr("is a zip archive with a SavedModel of TensorFlow"), saved_model().remedy});
        case Kind::several:
            throw LoadError(file.string(),
                            tr("is a zip archive with {} models: {}", contents.models.size(), listed(contents.models)),
                            tr("unpack it and open one of them"));
        default:
            throw LoadError(file.string(), tr("is a zip archive without a model"),
                            tr("unpack it and open what you need, or choose a zip with a .keras, .h5, .onnx, .tflite "
                               "or model.json"));
    }
}

/// The text with the name of the archive instead of the temporary folder's.
std::string renamed(std::string text, const fs::path& folder, const fs::path& archive) {
    const std::string before = folder.string() + "/", after = archive.string() + ", ";
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + after.size()))
        text.replace(at, before.size(), after);
    return text;
}

nn::Model load_unpacked(const fs::path& file, const ModelOptions& options) {
    const FileKind kind = file_kind(file);
    // An archive in the archive is unpacked only if it is Keras's own.
    if (kind != FileKind::zip) return load_model(file, kind, options);
    const Contents contents = contents_of(entries_of(file, options.stop));
    if (contents.kind == Kind::keras) return keras::load_zip(file, options.lambdas, options.stop);
    if (contents.kind == Kind::model)
        throw LoadError(file.string(), tr("is a zip archive in a zip archive"),
                        tr("unpack the outer one and open the inner one"));
    refuse_contents(file, contents);
}

nn::Model load_model_in(const fs::path& file, const Contents& contents, const ModelOptions& options) {
    const PrivateFolder folder;
    try {
        unpack(file, contents.files, folder.path(), options.stop);
        const fs::path model = folder.path() / contents.main;
        return with_labels_in(load_unpacked(model, options), model.parent_path(), options.stop);
    } catch (const LoadError& error) {
        const auto name = [&](const std::string& text) { return renamed(text, folder.path(), file); };
        throw LoadError(name(error.file()), name(error.fault()), name(error.remedy()), name(error.where()));
    }
}

}  // namespace

nn::Model load(const fs::path& file, const ModelOptions& options) {
    const Contents contents = contents_of(entries_of(file, options.stop));
    if (contents.kind == Kind::keras) return keras::load_zip(file, options.lambdas, options.stop);
    if (contents.kind != Kind::model) refuse_contents(file, contents);
    try {
        return load_model_in(file, contents, options);
    } catch (const fs::filesystem_error& error) {
        throw LoadError(file.string(), tr("cannot be unpacked"), tr("free some space for temporary files"),
                        error.code().message());
    }
}

}  // namespace convscope::archive
