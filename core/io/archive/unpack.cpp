#include "core/io/archive/unpack.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/isolated/isolated.h"
#include "core/io/transfer/confined.h"
#include "core/io/zip_file.h"

namespace convscope {

template <>
inline constexpr std::size_t kFieldCount<archive::Entry> = 2;

}  // namespace convscope

namespace convscope::archive {

namespace {

namespace fs = std::filesystem;

constexpr Message kRemedy = tr("save or download it again");
constexpr IsolationLimits kLimits{
    .processor_time = std::chrono::seconds(60), .time = std::chrono::seconds(120), .memory = std::uint64_t{1} << 29};

/// Throws if the files are too large, or so much larger than the archive that they can only be filled with one value.
void check_total(const std::vector<Entry>& files, const fs::path& archive, std::uint64_t archive_bytes) {
    constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{1} << 28, kMaxGrowth = 100;
    std::uint64_t total = 0;
    for (const Entry& entry : files) {
        if (entry.bytes > kMaxBytes - total)
            throw LoadError(archive.string(), tr("has more than 2 GB of files"),
                            tr("unpack it and open the model in it"));
        total += entry.bytes;
    }
    if (total > kAlwaysAllowed && total / kMaxGrowth > archive_bytes)
        throw LoadError(archive.string(), tr("unpacks to {} MB, more than 100 times its size", total >> 20U),
                        tr("unpack it and open the model in it"));
}

/// Receives one file of exactly `bytes` bytes, which arrive in several texts.
void receive_file(IsolatedWork& work, const Entry& entry, const fs::path& archive, const fs::path& target) {
    fs::create_directories(target.parent_path());
    std::ofstream file(target, std::ios::binary);
    std::uint64_t left = entry.bytes;
    while (left > 0) {
        const std::string piece = work.receive_text();
        if (piece.empty() || piece.size() > left)
            throw LoadError(archive.string(), tr("has a damaged {}", entry.name), kRemedy);
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        left -= piece.size();
    }
    if (!file.flush())
        throw LoadError(archive.string(), tr("cannot be unpacked"), tr("free some space for temporary files"),
                        target.parent_path().string());
}

}  // namespace

PrivateFolder::PrivateFolder() {
    std::string name = (fs::temp_directory_path() / "convscope-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw fs::filesystem_error(tr("a folder for temporary files cannot be created"), name,
                                   std::error_code(errno, std::generic_category()));
    path_ = name;
}

PrivateFolder::~PrivateFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

std::vector<Entry> entries_of(const fs::path& archive, const std::stop_token& stop) {
    const MappedFile file(archive, kMaxBytes, kRemedy);
    return confined_value({archive, file.size(), stop}, [&] {
        std::vector<Entry> entries;
        for (ZipEntry& entry : ZipFile(file.bytes(), archive.string()).entries())
            entries.push_back({std::move(entry.name), entry.bytes});
        return entries;
    });
}

void unpack(const fs::path& archive, const std::vector<Entry>& files, const fs::path& folder,
            const std::stop_token& stop) {
    const MappedFile file(archive, kMaxBytes, kRemedy);
    check_total(files, archive, file.bytes().size());
    const auto send_files = [&](const IsolatedSender& sender) {
        const ZipFile zip(file.bytes(), archive.string());
        for (const Entry& entry : files)
            zip.read_pieces(entry.name, entry.bytes, [&sender](std::span<const std::uint8_t> piece) {
                sender.send(std::string_view(reinterpret_cast<const char*>(piece.data()), piece.size()));
            });
    };
    IsolatedWork work(archive.string(), kLimits, send_files, stop);
    for (const Entry& entry : files) receive_file(work, entry, archive, folder / entry.name);
}

}  // namespace convscope::archive
