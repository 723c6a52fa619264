// Writes models as .keras archives and TensorFlow.js files, which the program only reads, for tests.
#pragma once

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/io/hdf5/writer.h"
#include "core/io/keras/write/write_config.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

namespace convscope::samples {

/// A zip archive of these files, without compression.
inline Bytes zip(const std::vector<std::pair<std::string, std::string>>& files) {
    Bytes out, directory;
    const auto put_header = [](Bytes& to, const std::string& name, const Bytes& content) {
        put_le16(to, 20);
        put_le16(to, 0);
        put_le16(to, 0);
        put_le32(to, 0x21'0000);  // the first of January 1980
        put_le32(to, crc32(content));
        put_le32(to, content.size());
        put_le32(to, content.size());
        put_le16(to, name.size());
        put_le16(to, 0);
    };
    for (const auto& [name, text] : files) {
        const Bytes content = text_bytes(text);
        put(directory, std::string_view("PK\x01\x02\x14\0", 6));
        put_header(directory, name, content);
        put(directory, Bytes(10, 0));
        put_le32(directory, out.size());
        put(directory, name);
        put(out, "PK\x03\x04");
        put_header(out, name, content);
        put(out, name);
        put(out, content);
    }
    const std::size_t start = out.size();
    put(out, directory);
    put(out, std::string_view("PK\x05\x06\0\0\0\0", 8));
    put_le16(out, files.size());
    put_le16(out, files.size());
    put_le32(out, directory.size());
    put_le32(out, start);
    put_le16(out, 0);
    return out;
}

/// The name of the group for the next layer of this class: conv2d, conv2d_1, ...
inline std::string next_group(const std::string& class_name, std::map<std::string, int>& counts) {
    std::string name;
    for (std::size_t i = 0; i < class_name.size(); ++i) {
        const auto is_lower = [&](std::size_t at) { return std::islower(static_cast<unsigned char>(class_name[at])); };
        const bool capital = std::isupper(static_cast<unsigned char>(class_name[i])) != 0;
        if (capital && i > 0 && is_lower(i - 1)) name += '_';
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(class_name[i])));
    }
    const int number = counts[name]++;
    return number == 0 ? name : name + "_" + std::to_string(number);
}

/// The model as a .keras archive, as model.save("name.keras") of Keras 3 writes it. `weights` is the path of a
/// temporary file for the archive's weights.
inline Bytes keras_archive(const nn::Model& model, const std::filesystem::path& weights) {
    const std::vector<keras::LayerConfig> layers = keras::write_layers(model);
    std::map<std::string, int> counts;
    {
        const hdf5::Session session;
        hdf5::Writer writer(weights);
        for (const keras::LayerConfig& layer : layers) {
            const std::string group = "/layers/" + next_group(layer.class_name, counts) + "/vars";
            writer.add_group(group);
            for (std::size_t i = 0; i < layer.weights.size(); ++i)
                writer.add_floats(group + "/" + std::to_string(i), layer.weights[i].shape.axes,
                                  model.node(layer.node).weights[i]->values);
        }
        writer.save();
    }
    return zip({{"metadata.json", R"({"keras_version": "3.3.3"})"},
                {"config.json", keras::write_config(model, layers)},
                {"model.weights.h5", content_of(weights)}});
}

/// The JSON text of a TensorFlow.js model, and the bytes of its weights.bin.
inline std::pair<std::string, std::string> tfjs_files(const nn::Model& model) {
    const std::vector<keras::LayerConfig> layers = keras::write_layers(model);
    nlohmann::json specs = nlohmann::json::array();
    std::string content;
    for (const keras::LayerConfig& layer : layers)
        for (std::size_t i = 0; i < layer.weights.size(); ++i) {
            specs.push_back({{"name", layer.name + "/" + layer.weights[i].name},
                             {"shape", layer.weights[i].shape.axes},
                             {"dtype", "float32"}});
            const std::vector<float>& values = model.node(layer.node).weights[i]->values;
            content.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
        }
    const nlohmann::json root{{"format", "layers-model"},
                              {"modelTopology", nlohmann::json::parse(keras::write_config(model, layers))},
                              {"weightsManifest", {{{"paths", {"weights.bin"}}, {"weights", std::move(specs)}}}}};
    return {root.dump(), std::move(content)};
}

}  // namespace convscope::samples
