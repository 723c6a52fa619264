#include "core/io/dataset/idx.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/byte_order.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::size_t kMaxAxes = 4;
/// Deflate cannot compress more than this many bytes into one (zlib's technical notes).
constexpr std::int64_t kMaxCompressionRatio = 1032;
constexpr int kGzipWindow = 15 + 16;  // the largest window, plus 16 for gzip's header and checksum
constexpr Message kRemedy = tr("open a file such as train-images-idx3-ubyte, compressed with gzip or not");

[[noreturn]] void throw_cut_short(const std::string& name) {
    throw LoadError(name, tr("is cut short"), tr("copy or download it again"));
}

/// Reads a file's bytes in order and decompresses them if the file is compressed with gzip.
class ByteSource {
  public:
    ByteSource(std::span<const std::uint8_t> bytes, const std::string& name)
        : bytes_(bytes), name_(name), compressed_(bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B) {
        if (!compressed_) return;
        if (inflateInit2(&stream_, kGzipWindow) != Z_OK) throw std::bad_alloc();
        stream_.next_in = const_cast<Bytef*>(bytes.data());  // zlib only reads
        stream_.avail_in = static_cast<uInt>(bytes.size());
    }
    ~ByteSource() {
        if (compressed_) inflateEnd(&stream_);
    }
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// Fills `out` from its start. Returns the number of bytes read, which is smaller than `out` only at the end.
    std::size_t read(std::span<std::uint8_t> out) {
        if (compressed_) return decompress(out);
        const std::size_t count = std::min(out.size(), bytes_.size());
        std::copy_n(bytes_.begin(), count, out.begin());
        bytes_ = bytes_.subspan(count);
        return count;
    }

    /// An upper bound of the number of bytes that read() can still give.
    std::int64_t max_left() const {
        return compressed_ ? std::int64_t{stream_.avail_in} * kMaxCompressionRatio + kMaxCompressionRatio
                           : std::ssize(bytes_);
    }

  private:
    std::size_t decompress(std::span<std::uint8_t> out) {
        stream_.next_out = out.data();
        stream_.avail_out = static_cast<uInt>(out.size());
        while (stream_.avail_out > 0 && !ended_) {
            const int result = inflate(&stream_, Z_NO_FLUSH);
            if (result == Z_STREAM_END) {
                ended_ = stream_.avail_in == 0;
                // a file may hold several gzip members one after another; their contents are concatenated
                if (!ended_) inflateReset(&stream_);
            } else if (result == Z_BUF_ERROR && stream_.avail_in == 0) {
                throw_cut_short(name_);
            } else if (result != Z_OK) {
                throw LoadError(name_, tr("is a damaged gzip file"), tr("copy or download it again"),
                                stream_.msg != nullptr ? stream_.msg : "");
            }
        }
        return out.size() - stream_.avail_out;
    }

    std::span<const std::uint8_t> bytes_;
    const std::string& name_;
    z_stream stream_{};
    bool compressed_;
    bool ended_ = false;
};

/// The number of axes, from the four bytes that every IDX file starts with.
std::size_t read_magic(ByteSource& source, const std::string& name) {
    std::array<std::uint8_t, 4> magic{};
    const std::size_t bytes_read = source.read(magic);
    if (magic[0] != 0 || magic[1] != 0) throw LoadError(name, tr("is not an IDX file"), kRemedy);
    if (bytes_read < magic.size()) throw_cut_short(name);
    if (magic[2] != kUnsignedByte)
        throw LoadError(name, tr("is an IDX file of values of type 0x{:02X}", magic[2]),
                        tr("open an IDX file of bytes (type 0x{:02X})", kUnsignedByte));
    if (magic[3] < 1 || magic[3] > kMaxAxes)
        throw LoadError(name, tr_count(magic[3], "is an IDX file with {} axis", "is an IDX file with {} axes"),
                        tr("open one with 1 to {} axes", kMaxAxes));
    return magic[3];
}

/// The lengths of the axes. Throws LoadError if their product exceeds kMaxIdxValues or the bytes left in the file.
std::vector<std::int64_t> read_shape(ByteSource& source, std::size_t axes, const std::string& name) {
    std::array<std::uint8_t, 4 * kMaxAxes> bytes{};
    if (source.read(std::span(bytes).first(4 * axes)) < 4 * axes) throw_cut_short(name);
    std::vector<std::int64_t> shape;
    for (std::size_t i = 0; i < 4 * axes; i += 4)
        shape.push_back(number_at<std::uint32_t>(bytes.data() + i, std::endian::big));
    std::int64_t count = 1;
    for (const std::int64_t length : shape) {
        if (length == 0)
            throw LoadError(name, tr("has no values"), kRemedy, fmt::format("{}", fmt::join(shape, " x ")));
        if (length > kMaxIdxValues / count)
            throw LoadError(name, tr("is too large with {} values", fmt::join(shape, " x ")),
                            tr("open an array of up to {} million values", kMaxIdxValues / 1'000'000));
        count *= length;
    }
    if (count > source.max_left()) throw_cut_short(name);
    return shape;
}

}  // namespace

IdxArray decode_idx(std::span<const std::uint8_t> bytes, const std::string& name) {
    ByteSource source(bytes, name);
    IdxArray array;
    array.shape = read_shape(source, read_magic(source, name), name);
    std::size_t count = 1;
    for (const std::int64_t length : array.shape) count *= static_cast<std::size_t>(length);
    array.values.resize(count);
    if (source.read(array.values) < count) throw_cut_short(name);
    // Reading past the last value also makes zlib check a gzip file's checksum.
    std::uint8_t extra = 0;
    if (source.read({&extra, 1}) != 0)
        throw LoadError(name,
                        tr_count(static_cast<long long>(count), "has more than the {} value that its header states",
                                 "has more than the {} values that its header states"),
                        tr("copy or download it again"));
    return array;
}

IdxArray load_idx(const std::filesystem::path& file) {
    constexpr std::uint64_t kHeaderBytes = 4 + 4 * kMaxAxes;
    return decode_idx(read_file(file, kMaxIdxValues + kHeaderBytes, kRemedy), file.string());
}

}  // namespace convscope
