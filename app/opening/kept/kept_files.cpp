#include "app/opening/kept/kept_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <system_error>
#include <utility>
#include <vector>

namespace convscope {

namespace fs = std::filesystem;

namespace {

std::string local_time() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}.{:02}.{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                       local.tm_hour, local.tm_min, local.tm_sec);
}

}  // namespace

fs::path free_path(const fs::path& folder, std::string_view start, std::string_view ending) {
    std::error_code error;
    fs::create_directories(folder, error);
    const std::string name = fmt::format("{} {}", start, local_time());
    fs::path file = folder / (name + std::string(ending));
    for (int i = 2; fs::exists(file, error); ++i) file = folder / fmt::format("{} {}{}", name, i, ending);
    return file;
}

void keep_newest(const fs::path& folder, std::string_view start, std::size_t count) {
    std::vector<std::pair<fs::file_time_type, fs::path>> kept;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().filename().string().starts_with(start))
            kept.emplace_back(entry.last_write_time(error), entry.path());
    std::ranges::sort(kept);
    for (std::size_t i = 0; i + count < kept.size(); ++i) fs::remove(kept[i].second, error);
}

}  // namespace convscope
