// Opens a TIFF file in memory with libtiff.
#pragma once

#include <tiffio.h>

#include <cstdarg>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/image/plane.h"

namespace convscope {

/// The first page of a TIFF file. Refuses a page that is too large, and the raw files of cameras. Throws LoadError.
class TiffFile {
  public:
    TiffFile(std::span<const std::uint8_t> bytes, const std::string& name);
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    TIFF* get() const { return tiff_.get(); }
    Size size() const { return size_; }
    /// 1..8 as in EXIF.
    int orientation() const;
    /// A number in the page's header, or the default of TIFF 6.0, or `fallback` if there is none.
    std::uint16_t field(std::uint32_t tag, std::uint16_t fallback = 0) const;
    /// The kind of the first sample after the colours, such as EXTRASAMPLE_ASSOCALPHA; -1 if there is none.
    int extra_sample() const;
    /// Throws the LoadError for a page that libtiff does not decode: cut short, or damaged for `reason`. An empty
    /// reason stands for libtiff's own message.
    [[noreturn]] void throw_undecodable(const std::string& reason = {}) const;

  private:
    struct Close {
        void operator()(TIFF* tiff) const { TIFFClose(tiff); }
    };

    static tmsize_t read(thandle_t self, void* data, tmsize_t size);
    static tmsize_t write(thandle_t self, void* data, tmsize_t size);
    static toff_t seek(thandle_t self, toff_t offset, int origin);
    static int close(thandle_t self);
    static toff_t length(thandle_t self);
    static int on_error(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);
    static int on_warning(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);

    void open();
    void check_kind() const;
    void check_length() const;

    std::span<const std::uint8_t> bytes_;
    const std::string& name_;
    std::uint64_t at_ = 0;
    bool ran_out_ = false;
    std::string message_;
    Size size_;
    std::unique_ptr<TIFF, Close> tiff_;  ///< last, because closing it uses the other members
};

}  // namespace convscope
