#include "core/io/archive/contents.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "core/base/utf8.h"

namespace convscope::archive {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNameBytes = 1000;
constexpr std::array<std::string_view, 5> kModelEndings{".keras", ".h5", ".hdf5", ".onnx", ".tflite"};
/// Endings of models that are not read; load_model() says what they are.
constexpr std::array<std::string_view, 5> kForeignEndings{".pt", ".pth", ".safetensors", ".pkl", ".pb"};

bool is_of_system(const std::string& name) {
    return name.starts_with("__MACOSX/") || fs::path(name).filename().string().starts_with('.');
}

std::string folder_of(const std::string& name) {
    return fs::path(name).parent_path().string();
}

template <std::size_t N>
bool ends_with_one_of(const std::string& name, const std::array<std::string_view, N>& endings) {
    return std::ranges::find(endings, fs::path(name).extension().string()) != endings.end();
}

bool is_in(const std::string& name, const std::string& folder) {
    return folder.empty() || name.starts_with(folder + "/");
}

/// TensorFlow.js's model.json has files of weights next to it.
bool is_tfjs(const std::string& name, const std::vector<Entry>& entries) {
    const std::string file = fs::path(name).filename().string();
    if (!name.ends_with(".json") || file == "metadata.json") return false;
    return std::ranges::any_of(entries, [folder = folder_of(name)](const Entry& entry) {
        const fs::path other(entry.name);
        return folder_of(entry.name) == folder &&
               (other.extension() == ".bin" || other.filename().string().starts_with("group1-shard"));
    });
}

/// PyTorch keeps everything in one folder, with the pickle data.pkl.
const Entry* torch_pickle(const std::vector<Entry>& entries) {
    const auto found =
        std::ranges::find_if(entries, [](const Entry& entry) { return fs::path(entry.name).filename() == "data.pkl"; });
    if (found == entries.end()) return nullptr;
    const fs::path folder = folder_of(found->name);
    const bool has_tensors = std::ranges::any_of(entries, [&](const Entry& entry) {
        return entry.name == (folder / "version").string() || is_in(entry.name, (folder / "data").string());
    });
    return has_tensors ? &*found : nullptr;
}

std::vector<std::string> models_in(const std::vector<Entry>& entries) {
    std::vector<std::string> models, foreign;
    for (const Entry& entry : entries) {
        if (ends_with_one_of(entry.name, kModelEndings) || is_tfjs(entry.name, entries)) models.push_back(entry.name);
        if (ends_with_one_of(entry.name, kForeignEndings)) foreign.push_back(entry.name);
    }
    return models.empty() ? foreign : models;
}

/// The files of the model's folder, which are its weights and labels if they belong to it.
std::vector<Entry> files_with(const std::string& model, const std::vector<Entry>& entries) {
    const std::string folder = folder_of(model);
    std::vector<Entry> files;
    std::ranges::copy_if(entries, std::back_inserter(files),
                         [&folder](const Entry& entry) { return is_in(entry.name, folder); });
    return files;
}

}  // namespace

bool is_safe_name(const std::string& name) {
    if (name.empty() || name.size() > kMaxNameBytes || name.front() == '/' || !is_utf8(name)) return false;
    if (std::ranges::any_of(name, [](unsigned char c) { return c < ' ' || c == '\\' || c == 0x7F; })) return false;
    constexpr std::size_t kMaxPart = 255;
    std::size_t begin = 0;
    while (begin <= name.size()) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        const std::string_view part = std::string_view(name).substr(begin, end - begin);
        if (part.empty() || part == "." || part == ".." || part.size() > kMaxPart) return false;
        begin = end + 1;
    }
    return true;
}

Contents contents_of(const std::vector<Entry>& all) {
    std::vector<Entry> entries;
    std::ranges::copy_if(all, std::back_inserter(entries),
                         [](const Entry& entry) { return is_safe_name(entry.name) && !is_of_system(entry.name); });
    const auto has = [&entries](std::string_view name) {
        return std::ranges::any_of(entries, [name](const Entry& entry) { return entry.name == name; });
    };
    if (has("config.json")) return {.kind = Kind::keras};
    if (const Entry* const pickle = torch_pickle(entries)) {
        const fs::path folder = folder_of(pickle->name);
        const bool is_script = has((folder / "constants.pkl").string());
        return {.kind = is_script ? Kind::torch_script : Kind::torch, .main = pickle->name, .files = {*pickle}};
    }
    const auto is_array = [](const Entry& entry) { return entry.name.ends_with(".npy"); };
    if (!entries.empty() && std::ranges::all_of(entries, is_array)) return {.kind = Kind::numpy};
    const auto is_graph = [](const Entry& entry) { return fs::path(entry.name).filename() == "saved_model.pb"; };
    if (std::ranges::any_of(entries, is_graph)) return {.kind = Kind::saved_model};
    std::vector<std::string> models = models_in(entries);
    if (models.empty()) return {};
    if (models.size() > 1) return {.kind = Kind::several, .models = std::move(models)};
    return {.kind = Kind::model, .main = models.front(), .files = files_with(models.front(), entries)};
}

}  // namespace convscope::archive
