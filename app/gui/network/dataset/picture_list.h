// A list of the data set's pictures: pages of thumbnails, each with two lines of text. A click opens a picture as the
// input.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/network/dataset/dataset_scene.h"
#include "app/gui/panels/dataset/picture_sheet.h"

namespace convscope {

struct PictureTexts {
    std::string first, second, tooltip;
};

class PictureList {
  public:
    /// Draws the heading and page DatasetView::page of the list; `texts` gives an example's texts. Draws at least
    /// `min_rows` lines of pictures, and more if area.h has room. Cuts the used part off the top of `area`.
    void show(Scene& scene, std::string_view heading, const std::vector<std::int64_t>& examples,
              const std::function<PictureTexts(std::int64_t)>& texts, Rect& area, int min_rows = 2);
    /// The examples of the page that was shown last.
    const std::vector<std::int64_t>& shown() const { return shown_; }

  private:
    void show_pager(Scene& scene, std::string_view heading, std::size_t count, std::size_t page, std::size_t per_page,
                    Rect line) const;

    std::vector<std::int64_t> shown_;
    PictureSheet sheet_;
};

}  // namespace convscope
