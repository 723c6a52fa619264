// The input rows that a block of the output reads, as floats and with padding, so that the taps need no border checks.
// Included once per target (Highway's foreach_target).
#if defined(CONVSCOPE_FUSED_SOURCE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVSCOPE_FUSED_SOURCE_INL_H_
#undef CONVSCOPE_FUSED_SOURCE_INL_H_
#else
#define CONVSCOPE_FUSED_SOURCE_INL_H_
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/filter/fused.h"
#include "core/image/range-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

inline void to_floats(const float* from, std::size_t count, float* to) {
    std::copy_n(from, count, to);
}

inline void to_floats(const std::uint8_t* from, std::size_t count, float* to) {
    const FloatTag d;
    const hn::Rebind<std::int32_t, FloatTag> integers;
    const hn::Rebind<std::uint8_t, FloatTag> bytes;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(hn::ConvertTo(d, hn::PromoteTo(integers, hn::LoadU(bytes, from + i))), d, to + i);
    for (; i < count; ++i) to[i] = from[i];
}

/// Splits `from` into `stride` runs of `run` floats: value q * stride + p goes to position q of run p. In a run, taps
/// of adjacent outputs are adjacent in memory for every stride.
inline void split_by_stride(const float* from, std::size_t stride, std::size_t run, float* to) {
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    hn::Vec<FloatTag> a, b, c, e;
    for (std::size_t q = 0; q < run; q += lanes, from += stride * lanes, to += lanes) {
        if (stride == 2) {
            hn::LoadInterleaved2(d, from, a, b);
        } else if (stride == 3) {
            hn::LoadInterleaved3(d, from, a, b, c);
            hn::Store(c, d, to + 2 * run);
        } else {
            hn::LoadInterleaved4(d, from, a, b, c, e);
            hn::Store(c, d, to + 2 * run);
            hn::Store(e, d, to + 3 * run);
        }
        hn::Store(a, d, to);
        hn::Store(b, d, to + run);
    }
}

/// Converts rows on their first use and keeps them in a ring buffer that has as many slots as one group of output rows
/// reads.
class SourceRows {
  public:
    /// The rows of `input`. `group_rows`: the number of output rows that are computed together.
    SourceRows(const Plane& input, const FusedJob& job, const PixelRect& block, int group_rows, FloatImage& scratch)
        : input_(input),
          zero_outside_(job.settings.border == Border::zero),
          stride_(static_cast<std::size_t>(job.geometry.cols.stride)),
          first_col_(job.geometry.cols.source(block.col, 0)),
          slots_((group_rows - 1) * job.geometry.rows.stride + job.geometry.rows.extent),
          scratch_(scratch) {
        const Axis& cols = job.geometry.cols;
        const std::size_t outputs = padded_to_vectors(static_cast<std::size_t>(block.cols));
        const std::size_t extra = static_cast<std::size_t>(cols.extent - 1) / stride_;
        run_ = padded_to_vectors(outputs + extra);
        // Two extra rows: one of zeros, one as the source of split_by_stride().
        scratch_.resize({slots_ + 2, static_cast<int>(run_ * stride_)});
        std::fill_n(scratch_.row(slots_), run_ * stride_, 0.f);
        row_in_slot_.fill(kNoRow);

        const int end = cols.source(block.col + block.cols - 1, cols.taps - 1) + 1;
        direct_ = !input_.is_bytes() && stride_ == 1 && first_col_ >= 0 && end <= input_.cols();
        direct_floats_ = outputs + static_cast<std::size_t>(cols.extent - 1);
    }

    /// The offset of the column of tap `tap` in a row.
    std::size_t tap_offset(const Axis& cols, int tap) const {
        const auto distance = static_cast<std::size_t>(tap * cols.dilation);
        return distance % stride_ * run_ + distance / stride_;
    }

    /// The input row, which may lie outside the input, from the block's first source column on. Valid until rows are
    /// read for a later group of output rows.
    const float* at(int row) {
        const int inside = std::clamp(row, 0, input_.rows() - 1);
        if (zero_outside_ && inside != row) return scratch_.row(slots_);
        const std::size_t start = static_cast<std::size_t>(inside) * static_cast<std::size_t>(input_.cols());
        if (direct_) {
            // Reading whole vectors may run into the next row; the last row has none, so it is copied.
            const std::size_t first = start + static_cast<std::size_t>(first_col_);
            if (first + direct_floats_ <= input_.floats().size()) return input_.floats().data() + first;
        }
        const int slot = inside % slots_;
        if (row_in_slot_[static_cast<std::size_t>(slot)] != inside) {
            row_in_slot_[static_cast<std::size_t>(slot)] = inside;
            float* padded = scratch_.row(stride_ == 1 ? slot : slots_ + 1);
            if (input_.is_bytes()) {
                pad(input_.bytes().data() + start, padded);
            } else {
                pad(input_.floats().data() + start, padded);
            }
            if (stride_ != 1) split_by_stride(padded, stride_, run_, scratch_.row(slot));
        }
        return scratch_.row(slot);
    }

  private:
    static constexpr int kNoRow = -1;
    static constexpr std::size_t kMaxSlots = (kMaxPoolSize - 1) * kMaxStride + (kMaxKernelSize - 1) * kMaxDilation + 1;

    template <class T>
    void pad(const T* row, float* to) const {
        const int length = static_cast<int>(run_ * stride_);
        const int left = std::clamp(-first_col_, 0, length);
        const int right = std::clamp(input_.cols() - first_col_, left, length);
        const float before = zero_outside_ ? 0.f : static_cast<float>(row[0]);
        const float after = zero_outside_ ? 0.f : static_cast<float>(row[input_.cols() - 1]);
        std::fill_n(to, left, before);
        to_floats(row + first_col_ + left, static_cast<std::size_t>(right - left), to + left);
        std::fill_n(to + right, length - right, after);
    }

    const Plane& input_;
    const bool zero_outside_;
    const std::size_t stride_;
    const int first_col_;
    const int slots_;
    FloatImage& scratch_;
    std::size_t run_ = 0;
    bool direct_ = false;
    std::size_t direct_floats_ = 0;
    std::array<int, kMaxSlots> row_in_slot_{};
};

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
