// Draws one rectangle per instance: a part of a sheet of values at a place on the target.
layout(location = 0) in vec4 place;   // x, y, width, height on the target, in pixels, y down
layout(location = 1) in vec4 source;  // x, y, width, height on the sheet, in texels
layout(location = 2) in vec4 scale;   // low, high, row of the colour map, 1: extremes

out vec2 texel;         // on the sheet
flat out vec4 bounds;   // the tile's texels, from (x0, y0) up to, without, (x1, y1)
flat out vec4 shown;    // low, high, row, extremes
uniform vec2 target;    // width, height

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 pixel = place.xy + corner * place.zw;
    texel = source.xy + corner * source.zw;
    bounds = vec4(source.xy, source.xy + ceil(source.zw));
    shown = scale;
    gl_Position = vec4(pixel.x / target.x * 2.0 - 1.0, 1.0 - pixel.y / target.y * 2.0, 0.0, 1.0);
}
