#include "core/io/dataset/picture_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/random.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".pictures";
constexpr int kVersion = 1;
constexpr std::size_t kMaxHeader = std::size_t{1} << 24;

fs::path file_of(const fs::path& cache, std::uint64_t key) {
    return cache / fmt::format("{:016x}{}", key, kEnding);
}

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = random_bits(hash, static_cast<unsigned char>(c));
    return random_bits(hash, text.size());
}

nlohmann::json header_of(const ClassPictures& pictures, std::uint64_t key) {
    std::vector<std::string> unreadable;
    unreadable.reserve(pictures.unreadable.size());
    for (const fs::path& file : pictures.unreadable) unreadable.push_back(file.string());
    return {{"version", kVersion},
            {"key", key},
            {"shape", pictures.data.example.axes},
            {"pictures", pictures.data.size()},
            {"classes", pictures.data.class_names},
            {"numbered_by", static_cast<int>(pictures.numbered_by)},
            {"unreadable", unreadable},
            {"unknown", pictures.unknown_classes},
            {"skipped", pictures.skipped}};
}

/// The header as a set without its pictures, and their number. Throws nlohmann::json::exception.
ClassPictures set_of(const nlohmann::json& header, std::int64_t& count) {
    ClassPictures pictures;
    pictures.data.example.axes = header.at("shape").get<std::vector<std::int64_t>>();
    pictures.data.class_names = header.at("classes").get<std::vector<std::string>>();
    pictures.numbered_by = static_cast<ClassNumbers::By>(header.at("numbered_by").get<int>());
    for (const std::string& file : header.at("unreadable").get<std::vector<std::string>>())
        pictures.unreadable.emplace_back(file);
    pictures.unknown_classes = header.at("unknown").get<std::vector<std::string>>();
    pictures.skipped = header.at("skipped").get<std::size_t>();
    count = header.at("pictures").get<std::int64_t>();
    return pictures;
}

bool is_possible(const ClassPictures& pictures, std::int64_t count, std::uint64_t bytes) {
    const std::vector<std::int64_t>& axes = pictures.data.example.axes;
    const bool has_shape =
        axes.size() == 3 && std::ranges::all_of(axes, [](std::int64_t side) { return side >= 1 && side <= 1 << 16; });
    if (!has_shape || count < 1 || count > kMaxClassPictureBytes) return false;
    const auto values = static_cast<std::uint64_t>(pictures.data.example.count()) + sizeof(std::uint16_t);
    return values * static_cast<std::uint64_t>(count) == bytes;
}

/// The cached sets, newest first.
std::vector<std::pair<fs::file_time_type, fs::path>> cached_sets(const fs::path& cache) {
    std::vector<std::pair<fs::file_time_type, fs::path>> sets;
    std::error_code error;
    fs::directory_iterator found(cache, error);
    for (; !error && found != fs::directory_iterator(); found.increment(error)) {
        std::error_code ignored;
        if (found->path().extension() == kEnding) sets.emplace_back(found->last_write_time(ignored), found->path());
    }
    std::ranges::sort(sets, std::greater());
    return sets;
}

char* as_chars(void* bytes) {
    return static_cast<char*>(bytes);
}

}  // namespace

std::uint64_t picture_cache_key(const ClassFolder& found, const nn::Shape& shape) {
    std::uint64_t hash = mixed(kVersion, found.part);
    for (const std::int64_t side : shape.axes) hash = random_bits(hash, static_cast<std::uint64_t>(side));
    for (const ClassFolder::File& file : found.files) {
        std::error_code error;
        hash = mixed(hash, file.path.string());
        hash = random_bits(hash, fs::file_size(file.path, error));
        hash = random_bits(
            hash, static_cast<std::uint64_t>(fs::last_write_time(file.path, error).time_since_epoch().count()));
    }
    return hash;
}

std::optional<ClassPictures> load_cached_pictures(const fs::path& cache, std::uint64_t key) {
    const fs::path file = file_of(cache, key);
    std::error_code error;
    const std::uint64_t size = fs::file_size(file, error);
    if (error) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    if (!std::getline(stream, line) || line.size() > kMaxHeader || line.size() + 1 > size) return std::nullopt;
    try {
        const nlohmann::json header = nlohmann::json::parse(line);
        if (header.at("version") != kVersion || header.at("key") != key) return std::nullopt;
        std::int64_t count = 0;
        ClassPictures pictures = set_of(header, count);
        if (!is_possible(pictures, count, size - line.size() - 1)) return std::nullopt;
        nn::Dataset& data = pictures.data;
        data.labels.resize(static_cast<std::size_t>(count));
        data.images.resize(static_cast<std::size_t>(count * data.example.count()));
        stream.read(as_chars(data.labels.data()), count * std::int64_t{sizeof(std::uint16_t)});
        stream.read(as_chars(data.images.data()), std::ssize(data.images));
        if (!stream) return std::nullopt;
        fs::last_write_time(file, fs::file_time_type::clock::now(), error);  // sets that are used are kept
        return pictures;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

bool save_cached_pictures(const fs::path& cache, std::uint64_t key, const ClassPictures& pictures) {
    std::error_code error;
    fs::create_directories(cache, error);
    const fs::path file = file_of(cache, key), unfinished = fs::path(file).replace_extension(".part");
    {
        std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
        const std::string header =
            header_of(pictures, key).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
        stream << header;
        const nn::Dataset& data = pictures.data;
        stream.write(reinterpret_cast<const char*>(data.labels.data()),
                     std::ssize(data.labels) * std::int64_t{sizeof(std::uint16_t)});
        stream.write(reinterpret_cast<const char*>(data.images.data()), std::ssize(data.images));
        stream.close();
        if (!stream) error = std::make_error_code(std::errc::io_error);
    }
    if (!error) fs::rename(unfinished, file, error);
    if (error) {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        return false;
    }
    const auto sets = cached_sets(cache);
    for (std::size_t i = kMaxCachedSets; i < sets.size(); ++i) fs::remove(sets[i].second, error);
    return true;
}

}  // namespace convscope
