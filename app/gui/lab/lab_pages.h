// The choice of the Filter Lab's page, by keys and at the top of the side panel of every page.
#pragma once

#include <functional>
#include <string_view>

#include "app/gui/workspace/frame.h"

namespace convscope {

/// R, K and L open a page from any other page, and leave it if it is open.
void lab_page_keys(Frame& frame);
/// Draws the choice at the top of `rest` and cuts off the part that it uses.
void show_lab_pages(Frame& frame, Rect& rest);
/// The side panel of a page, named `name`: the choice of the page, the heading, and the controls, which `controls`
/// draws at the top of the column and cuts off. The column scrolls if the controls need more height than `place` has.
void show_page_side(Frame& frame, std::string_view name, std::string_view heading, Rect place,
                    const std::function<void(Rect& column)>& controls);

}  // namespace convscope
