#include "core/io/keras/zip.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/load_error.h"
#include "core/io/hdf5/reader.h"
#include "core/io/keras/container.h"
#include "core/io/keras/fields.h"
#include "core/io/keras/h5_weights.h"
#include "core/io/zip_file.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 26;
const char* const kRemedy = "a model as model.save(\"name.keras\") writes it works";

/// The version of Keras in metadata.json; nothing where it does not tell.
std::string version_in(const ZipFile& archive, const std::string& file) {
    const auto bytes = archive.read("metadata.json", kMaxTextBytes);
    if (!bytes) return {};
    const nlohmann::json metadata =
        parse_keras_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file);
    if (!metadata.is_object()) return {};
    const auto version = metadata.find("keras_version");
    return version != metadata.end() && version->is_string() ? version->get<std::string>() : std::string();
}

KerasContent open_archive(const std::filesystem::path& path) {
    const std::string file = path.string();
    const ZipFile archive(path);
    const auto config = archive.read("config.json", kMaxTextBytes);
    if (!config) throw LoadError(file, "is a zip archive without a config.json", kRemedy);
    auto image = archive.read("model.weights.h5", hdf5::kMaxFileBytes);
    if (!image) throw LoadError(file, "is a Keras archive without a model.weights.h5", kRemedy);
    const auto root = std::make_shared<const hdf5::ReadGroup>(hdf5::ReadGroup::open(*image, file));
    return {std::string(config->begin(), config->end()),
            file,
            version_in(archive, file),
            "",
            "",
            [root](KerasWeights& weights) { read_ordered_keras_weights(*root, weights); }};
}

}  // namespace

nn::Model load_keras_zip(const std::filesystem::path& path) {
    return load_keras_container(path.string(), std::filesystem::file_size(path), [&] { return open_archive(path); });
}

}  // namespace convscope
