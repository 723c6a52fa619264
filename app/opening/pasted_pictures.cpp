#include "app/opening/pasted_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/files.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kStart = "Pasted ";
constexpr std::size_t kMaxPasted = 100;

std::string local_time() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}.{:02}.{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                       local.tm_hour, local.tm_min, local.tm_sec);
}

void remove_oldest(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> pasted;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().filename().string().starts_with(kStart))
            pasted.emplace_back(entry.last_write_time(error), entry.path());
    std::ranges::sort(pasted);
    for (std::size_t i = 0; i + kMaxPasted < pasted.size(); ++i) fs::remove(pasted[i].second, error);
}

}  // namespace

fs::path keep_pasted_picture(const fs::path& folder, std::span<const std::uint8_t> bytes, const std::string& ending) {
    std::error_code error;
    fs::create_directories(folder, error);
    const std::string name = std::string(kStart) + local_time();
    fs::path file = folder / (name + ending);
    for (int i = 2; fs::exists(file, error); ++i) file = folder / fmt::format("{} {}{}", name, i, ending);
    write_file_atomically(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    remove_oldest(folder);
    return file;
}

}  // namespace convscope
