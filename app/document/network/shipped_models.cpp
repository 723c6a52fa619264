#include "app/document/network/shipped_models.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/document/json_values.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxList = 1 << 20;
constexpr int kMaxTestImages = 1 << 30;

}  // namespace

std::vector<ShippedModel> load_shipped_models(const fs::path& folder) {
    const fs::path file = folder / "models.json";
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxList, tr("install the program again"));
    const ParsedJson json = parse_json_object({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                              file.string(), tr("a list of models"));
    const JsonReader reader(json, file.string());
    std::vector<ShippedModel> models;
    for (const ParsedJson& entry : reader.array("models")) {
        if (!entry.is_object()) reader.fail("models", tr("holds something that is not an object"));
        const JsonReader model(entry, file.string(), "models.");
        models.push_back({.name = model.text("name"),
                          .file = folder / model.text("file"),
                          .data = model.text("data"),
                          .test_images = model.integer("test_images", 1, kMaxTestImages),
                          .test_accuracy = model.number("test_accuracy", 0, 1),
                          .command = model.text("command")});
    }
    return models;
}

std::optional<double> shipped_accuracy(const fs::path& folder, const std::string& name) {
    try {
        const std::vector<ShippedModel> models = load_shipped_models(folder);
        const auto found = std::ranges::find(models, name, &ShippedModel::name);
        if (found != models.end()) return found->test_accuracy;
    } catch (const LoadError&) {
        // The list is missing or cannot be read: the accuracy is unknown.
    }
    return std::nullopt;
}

}  // namespace convscope
