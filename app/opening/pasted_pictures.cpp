#include "app/opening/pasted_pictures.h"

#include "app/opening/kept/kept_files.h"
#include "core/base/files.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxPasted = 100;

}  // namespace

fs::path keep_pasted_picture(const fs::path& folder, std::span<const std::uint8_t> bytes, const std::string& ending) {
    fs::path file = free_path(folder, "Pasted", ending);
    write_file_atomically(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    keep_newest(folder, "Pasted ", kMaxPasted);
    return file;
}

}  // namespace convscope
