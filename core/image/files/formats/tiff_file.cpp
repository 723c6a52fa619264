#include "core/image/files/formats/tiff_file.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <new>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/validation.h"
#include "core/image/picture.h"

namespace convscope {

namespace {

/// The largest block of memory that libtiff may take: the largest picture as RGBA with 16 bits.
constexpr tmsize_t kMaxBlock = 8 * kMaxPixels;

struct FreeOptions {
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

}  // namespace

TiffFile::TiffFile(std::span<const std::uint8_t> bytes, const std::string& name) : bytes_(bytes), name_(name) {
    open();
    std::uint32_t rows = 0, cols = 0;
    TIFFGetField(get(), TIFFTAG_IMAGELENGTH, &rows);
    TIFFGetField(get(), TIFFTAG_IMAGEWIDTH, &cols);
    size_ = checked_size(rows, cols, name_);
    check_kind();
    check_length();
}

void TiffFile::open() {
    const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
    if (!options) throw std::bad_alloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxBlock);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &TiffFile::on_error, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &TiffFile::on_warning, this);
    // "m": the bytes are in memory already, libtiff need not map a file.
    tiff_.reset(TIFFClientOpenExt(name_.c_str(), "rm", this, &TiffFile::read, &TiffFile::write, &TiffFile::seek,
                                  &TiffFile::close, &TiffFile::length, nullptr, nullptr, options.get()));
    if (!tiff_) throw_undecodable();
}

void TiffFile::check_kind() const {
    std::uint32_t kind = 0;
    const void* version = nullptr;
    TIFFGetField(get(), TIFFTAG_SUBFILETYPE, &kind);
    const bool is_dng = TIFFGetField(get(), TIFFTAG_DNGVERSION, &version) != 0;
    // Raw files start with a small preview, and hold the picture as the sensor's values in a later page.
    if (is_dng || field(TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_CFA || (kind & FILETYPE_REDUCEDIMAGE) != 0)
        throw LoadError(name_, tr("is a camera's raw file"), tr("export it as JPEG or PNG"));
}

void TiffFile::check_length() const {
    if (field(TIFFTAG_COMPRESSION) != COMPRESSION_NONE || TIFFIsTiled(get()) != 0) return;
    const std::uint64_t copies =
        field(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE ? field(TIFFTAG_SAMPLESPERPIXEL) : 1;
    if (TIFFScanlineSize64(get()) * static_cast<std::uint64_t>(size_.rows) * copies > bytes_.size())
        throw_cut_short(PictureFormat::tiff, name_);
}

int TiffFile::orientation() const {
    const int value = field(TIFFTAG_ORIENTATION);
    return value >= 1 && value <= 8 ? value : 1;
}

std::uint16_t TiffFile::field(std::uint32_t tag, std::uint16_t fallback) const {
    std::uint16_t value = 0;
    return TIFFGetFieldDefaulted(get(), tag, &value) != 0 ? value : fallback;
}

int TiffFile::extra_sample() const {
    std::uint16_t count = 0;
    const std::uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(get(), TIFFTAG_EXTRASAMPLES, &count, &kinds);
    return count > 0 && kinds != nullptr ? kinds[0] : -1;
}

void TiffFile::throw_undecodable(const std::string& reason) const {
    if (ran_out_) throw_cut_short(PictureFormat::tiff, name_);
    throw_damaged(PictureFormat::tiff, reason.empty() ? message_ : reason, name_);
}

tmsize_t TiffFile::read(thandle_t self, void* data, tmsize_t size) {
    auto* file = static_cast<TiffFile*>(self);
    const std::uint64_t left = file->bytes_.size() - std::min<std::uint64_t>(file->at_, file->bytes_.size());
    const std::uint64_t count = std::min(static_cast<std::uint64_t>(std::max<tmsize_t>(size, 0)), left);
    if (count > 0) std::memcpy(data, file->bytes_.data() + file->at_, count);
    if (count < static_cast<std::uint64_t>(size)) file->ran_out_ = true;
    file->at_ += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t TiffFile::write(thandle_t /*self*/, void* /*data*/, tmsize_t /*size*/) {
    return 0;
}

toff_t TiffFile::seek(thandle_t self, toff_t offset, int origin) {
    auto* file = static_cast<TiffFile*>(self);
    const std::uint64_t start = origin == SEEK_CUR ? file->at_ : origin == SEEK_END ? file->bytes_.size() : 0;
    file->at_ = start + offset;
    return file->at_;
}

int TiffFile::close(thandle_t /*self*/) {
    return 0;
}

toff_t TiffFile::length(thandle_t self) {
    return static_cast<TiffFile*>(self)->bytes_.size();
}

int TiffFile::on_error(TIFF* /*tiff*/, void* self, const char* /*module*/, const char* format, va_list arguments) {
    std::string& message = static_cast<TiffFile*>(self)->message_;
    if (!message.empty()) return 1;  // the first message names the cause
    std::array<char, 256> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    message = text.data();
    std::erase_if(message, [](char c) { return c < ' ' || c > '~'; });  // the message may quote bytes of the file
    return 1;
}

int TiffFile::on_warning(TIFF* /*tiff*/, void* /*self*/, const char* /*module*/, const char* /*format*/,
                         va_list /*arguments*/) {
    return 1;
}

}  // namespace convscope
