#include "core/io/keras/zip.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/hdf5/reader.h"
#include "core/io/keras/read/container.h"
#include "core/io/keras/read/fields.h"
#include "core/io/keras/read/ordered_weights.h"
#include "core/io/transfer/confined.h"
#include "core/io/zip_file.h"

namespace convscope::keras {

namespace {

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 26;
constexpr Message kRemedy = tr("save the model with model.save(\"name.keras\")");

/// The version of Keras in metadata.json; empty if there is none.
std::string version_in(const ZipFile& archive, const std::string& file) {
    const auto bytes = archive.read("metadata.json", kMaxTextBytes);
    if (!bytes) return {};
    const nlohmann::json metadata = parse_config({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file);
    const nlohmann::json& version = json_member(metadata, "keras_version");
    return version.is_string() ? version.get<std::string>() : std::string();
}

ContainerContent open_archive(std::span<const std::uint8_t> bytes, const std::string& file) {
    const ZipFile archive(bytes, file);
    const auto config = archive.read("config.json", kMaxTextBytes);
    if (!config) throw LoadError(file, tr("is a zip archive without a config.json"), kRemedy);
    const auto weights_file = std::make_shared<const std::optional<std::vector<std::uint8_t>>>(
        archive.read("model.weights.h5", hdf5::kMaxFileBytes));
    if (!*weights_file) throw LoadError(file, tr("is a Keras archive without a model.weights.h5"), kRemedy);
    const auto root = std::make_shared<const hdf5::ReadGroup>(hdf5::ReadGroup::open(**weights_file, file));
    return {std::string(config->begin(), config->end()),
            file,
            version_in(archive, file),
            "",
            "",
            [root, weights_file](ModelWeights& weights) { read_ordered_weights(*root, weights); }};
}

}  // namespace

nn::Model load_zip(const std::filesystem::path& path, const LambdaMeanings& lambdas, const std::stop_token& stop) {
    const MappedFile file(path, hdf5::kMaxFileBytes, kRemedy);
    return confined_model({path, file.size(), stop}, [&](const WeightFiles& /*none*/) {
        const hdf5::Session session;
        return read_container(path.string(), open_archive(file.bytes(), path.string()), lambdas);
    });
}

}  // namespace convscope::keras
