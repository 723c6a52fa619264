// A new folder for a test's files, which is deleted at the end.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        static std::atomic<int> counter{0};
        do {
            path_ = std::filesystem::temp_directory_path() /
                    ("convscope-test-" + std::to_string(::getpid()) + "-" + std::to_string(++counter));
        } while (!std::filesystem::create_directory(path_));
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Writes a file into the folder and returns its path.
    std::filesystem::path write(std::string_view name, std::span<const std::uint8_t> bytes) const {
        std::ofstream out(path_ / name, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path_ / name;
    }
    std::filesystem::path write(std::string_view name, std::string_view text) const {
        return write(name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    }

  private:
    std::filesystem::path path_;
};

/// The file's content as text.
inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace convscope
